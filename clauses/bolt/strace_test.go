package bolt

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// tracedCalls are the system calls that can change files or make them durable;
// '?' lets strace leave out those that a machine does not have.
const tracedCalls = "openat,?open,close,write,pwrite64,?pwritev,?pwritev2,?writev,?sendfile,?copy_file_range," +
	"ftruncate,?fallocate,fsync,fdatasync,?sync_file_range,?msync,?rename,renameat,?renameat2,?link,linkat,?unlink,unlinkat"

// A call is a system call that succeeded.
type call struct {
	name   string
	args   []string
	result int64
}

var (
	wholeCall   = regexp.MustCompile(`^\d+ +(\w+)\((.*)\) += (-?\d+)`)
	callBegins  = regexp.MustCompile(`^(\d+) +(\w+)\((.*?),? ?<unfinished \.\.\.>$`)
	callResumes = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>,? ?(.*)\) += (-?\d+)`)
)

// readTrace reads what strace -f -xx has written: the calls that succeeded, in
// the order of their ends.
func readTrace(r io.Reader) ([]call, error) {
	var calls []call
	begun := make(map[string]string) // by the thread: its arguments so far
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		line := lines.Text()
		var c call
		var args, result string
		if m := wholeCall.FindStringSubmatch(line); m != nil {
			c.name, args, result = m[1], m[2], m[3]
		} else if m := callBegins.FindStringSubmatch(line); m != nil {
			begun[m[1]] = m[3]
			continue
		} else if m := callResumes.FindStringSubmatch(line); m != nil {
			c.name, args, result = m[2], begun[m[1]], m[4]
			if m[3] != "" {
				args += ", " + m[3]
			}
			delete(begun, m[1])
		} else {
			continue // signals and ends of threads
		}
		n, err := strconv.ParseInt(result, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", line[:min(len(line), 80)], err)
		}
		if n < 0 {
			continue
		}
		c.result = n
		c.args = strings.Split(strings.TrimPrefix(args, ", "), ", ")
		calls = append(calls, c)
	}
	return calls, lines.Err()
}

// number returns an argument that is a number.
func (c call) number(i int) (int64, error) {
	if i >= len(c.args) {
		return 0, fmt.Errorf("%s has no argument %d", c.name, i)
	}
	return strconv.ParseInt(c.args[i], 0, 64)
}

// bytes returns an argument that strace has written as "\x2f\x61…".
func (c call) bytes(i int) ([]byte, error) {
	if i >= len(c.args) || strings.HasSuffix(c.args[i], "...") {
		return nil, fmt.Errorf("%s: argument %d is missing or cut short", c.name, i)
	}
	return hex.DecodeString(strings.ReplaceAll(strings.Trim(c.args[i], `"`), `\x`, ""))
}
