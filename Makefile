# The six verbs. CI runs the same ones.
.PHONY: build test lint fuzz run image hostile relevance

FUZZTIME ?= 10s

build: ## one static binary in bin/
	CGO_ENABLED=0 go build -trimpath -o bin/clausebank ./cmd/clausebank

test:
	go test ./...

lint:
	test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet ./...
	go vet -tags hostile ./cmd/clausebank
	go mod tidy -diff
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

fuzz: ## every fuzz target for FUZZTIME
	@go list ./... | while read -r package; do \
	  for target in $$(go test -list '^Fuzz' "$$package" | grep '^Fuzz'); do \
	    go test "$$package" -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x || exit 1; \
	  done; \
	done

run:
	go run ./cmd/clausebank serve

image:
	docker build -t clausebank .

hostile: ## 2,000 hostile requests on 100,000 generated clauses; takes minutes
	go test -tags hostile ./cmd/clausebank -run TestHostile -v -count=1 -timeout 30m

relevance: ## how well searches answer the judged questions, as tables
	go run ./cmd/relevance
