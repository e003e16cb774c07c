// Original file: proto/tributary/v1/federation.proto


export interface LeaveResponse {
}

export interface LeaveResponse__Output {
}
