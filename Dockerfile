FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /clausebank ./cmd/clausebank && mkdir /data

FROM scratch
COPY --from=build /clausebank /clausebank
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
ENV CLAUSEBANK_ADDR=0.0.0.0:8080 CLAUSEBANK_DATA=/data CLAUSEBANK_LOG_JSON=true
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=30s --timeout=6s --start-period=15s CMD ["/clausebank", "health"]
ENTRYPOINT ["/clausebank"]
CMD ["serve"]
