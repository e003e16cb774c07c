// Original file: proto/tributary/v1/administration.proto


export interface ExportPiece {
  /**
   * In the first piece: what to call the file.
   */
  'fileName'?: (string);
  'data'?: (Uint8Array);
}

export interface ExportPiece__Output {
  /**
   * In the first piece: what to call the file.
   */
  'fileName': (string);
  'data': (Uint8Array);
}
