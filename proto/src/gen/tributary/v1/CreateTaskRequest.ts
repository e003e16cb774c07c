// Original file: proto/tributary/v1/administration.proto


export interface CreateTaskRequest {
  /**
   * The plan as YAML or JSON text.
   */
  'plan'?: (string);
  /**
   * The base model's blob, put before.
   */
  'baseDigest'?: (Uint8Array);
}

export interface CreateTaskRequest__Output {
  /**
   * The plan as YAML or JSON text.
   */
  'plan': (string);
  /**
   * The base model's blob, put before.
   */
  'baseDigest': (Uint8Array);
}
