// Original file: proto/tributary/v1/administration.proto


export interface ListClientsRequest {
  /**
   * At most so many; 0: all.
   */
  'limit'?: (number);
  /**
   * Those whose id begins so; empty: all.
   */
  'prefix'?: (string);
}

export interface ListClientsRequest__Output {
  /**
   * At most so many; 0: all.
   */
  'limit': (number);
  /**
   * Those whose id begins so; empty: all.
   */
  'prefix': (string);
}
