// Original file: proto/tributary/v1/administration.proto


export interface ListClientsRequest {
}

export interface ListClientsRequest__Output {
}
