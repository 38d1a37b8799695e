// Package bolt keeps the record of the library in one bbolt file.
package bolt
