// Original file: proto/tributary/v1/administration.proto


export interface RevokeClientRequest {
  'clientId'?: (string);
  'reason'?: (string);
}

export interface RevokeClientRequest__Output {
  'clientId': (string);
  'reason': (string);
}
