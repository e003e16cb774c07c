// Original file: proto/tributary/v1/administration.proto


export interface ExportModelRequest {
  'taskId'?: (string);
  /**
   * best | last | a round's number; empty: best.
   */
  'round'?: (string);
  /**
   * safetensors | peft | merged | tfjs; empty: safetensors.
   */
  'format'?: (string);
}

export interface ExportModelRequest__Output {
  'taskId': (string);
  /**
   * best | last | a round's number; empty: best.
   */
  'round': (string);
  /**
   * safetensors | peft | merged | tfjs; empty: safetensors.
   */
  'format': (string);
}
