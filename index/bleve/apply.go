package bleve

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"clausebank/clauses"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// batchWords is how many words are given to Bleve at once. Its builder of
// segments takes about a kilobyte of memory for each while it works.
const batchWords = 200_000

// Apply brings in changed documents, see index.Engine. They are written in
// batches of whole documents; the last of them sets the position, and only after
// it do searches see any. When a crash parts the batches, the position is still
// the old one, so what was written is applied again by whoever follows the store.
//
// When Apply returns without an error, all is on disk.
func (e *Engine) Apply(ctx context.Context, changes []clauses.Change, at clauses.Position) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	now, err := e.Position(ctx)
	if err != nil {
		return err
	}
	if err := e.write(ctx, changes, now, at); err != nil {
		return fmt.Errorf("apply revision %d: %w", at.Revision, err)
	}
	if err := e.renew(at, rand.Text()); err != nil {
		return fmt.Errorf("apply revision %d: %w", at.Revision, err)
	}
	return nil
}

// follows reports whether an index at position now can go on to next, or must
// begin again. One that has no position must too: it may hold what a crash left
// of another beginning.
func follows(next, now clauses.Position) bool {
	return next.Store == now.Store && next.Epoch == now.Epoch && next.Revision >= now.Revision
}

func (e *Engine) write(ctx context.Context, changes []clauses.Change, now, at clauses.Position) error {
	encoded, err := json.Marshal(at)
	if err != nil {
		return err
	}
	batch := bleveindex.NewBatch()
	if !follows(at, now) {
		if err := e.forget(batch); err != nil {
			return err
		}
	}
	reader, size := newAnalyser(e.recogniser), 0
	for _, change := range changes {
		if err := ctx.Err(); err != nil {
			return err
		}
		size += e.addDocument(batch, reader, change)
		if size < e.batchWords {
			continue
		}
		e.torn = true
		if err := e.scorch.Batch(batch); err != nil {
			return err
		}
		batch, reader, size = bleveindex.NewBatch(), newAnalyser(e.recogniser), 0
	}
	batch.SetInternal(positionKey, encoded)
	e.torn = true
	if err := e.scorch.Batch(batch); err != nil {
		return err
	}
	e.torn = false
	return nil
}

// forget deletes all that Bleve holds, and the position.
func (e *Engine) forget(batch *bleveindex.Batch) (err error) {
	snapshot, err := e.snapshot()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	defer recoverDamage(&err)
	for _, s := range snapshot.Segments() {
		ids, err := s.Segment().Dictionary(idField)
		if err != nil {
			return err
		}
		all := ids.AutomatonIterator(nil, nil, nil)
		entry, err := all.Next()
		for ; err == nil && entry != nil; entry, err = all.Next() {
			if entry.Term != textID {
				batch.Delete(entry.Term)
			}
		}
		if err != nil {
			return err
		}
	}
	batch.DeleteInternal(positionKey)
	return nil
}

// addDocument puts the document of a change into a batch and returns its size in
// words. A document without clauses is deleted.
func (e *Engine) addDocument(batch *bleveindex.Batch, reader *analyser, change clauses.Change) int {
	doc := change.Document
	if len(doc.Clauses) == 0 {
		batch.Delete(string(doc.Instrument.ID))
		return 0
	}
	r := newRow(e.taxonomy, change)
	context := reader.context(doc.Instrument)
	var texts []postings
	size := 0
	for i, c := range doc.Clauses {
		for j, t := range c.Texts {
			p := reader.read(t, context)
			r.clauses[i].texts[j].length = p.length
			size += p.length + len(context.forms)
			texts = append(texts, p)
		}
	}
	batch.Update(newFamily(r, texts, &reader.terms))
	return size
}

// renew makes the generation that shows what was written, and lets go of the one
// before. The caller holds e.applying.
func (e *Engine) renew(position clauses.Position, state string) error {
	snapshot, err := e.snapshot()
	if err != nil {
		return err
	}
	next, err := newGeneration(snapshot, position, state, e.current, e.lexicons)
	if err != nil {
		return err
	}
	e.mu.Lock()
	last := e.current
	if e.current = next; follows(next.position, last.position) {
		e.kept.renew(next)
	} else {
		e.kept.clear()
	}
	e.mu.Unlock()
	last.release()
	return nil
}

// Position returns how far the index has followed its store.
func (e *Engine) Position(ctx context.Context) (clauses.Position, error) {
	if err := ctx.Err(); err != nil {
		return clauses.Position{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.current == nil {
		return clauses.Position{}, errClosed
	}
	return e.current.position, nil
}
