// Original file: proto/tributary/v1/federation.proto


export interface Accepted {
}

export interface Accepted__Output {
}
