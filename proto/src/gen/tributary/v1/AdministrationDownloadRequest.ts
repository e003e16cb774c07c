// Original file: proto/tributary/v1/administration.proto


export interface AdministrationDownloadRequest {
  'digest'?: (Uint8Array);
  'offset'?: (number);
}

export interface AdministrationDownloadRequest__Output {
  'digest': (Uint8Array);
  'offset': (number);
}
