package caption

import (
	"fmt"
	"sync"
)

// budget is a hard stop: what is in flight counts at what it may cost at most.
type budget struct {
	mu       sync.Mutex
	limit    float64 // US dollars; 0 = none
	spent    float64
	inFlight float64
}

// reserve sets dollars aside, or says that they are not there.
func (b *budget) reserve(dollars float64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.limit > 0 && b.spent+b.inFlight+dollars > b.limit {
		return false
	}
	b.inFlight += dollars
	return true
}

// settle replaces what was set aside by what it cost.
func (b *budget) settle(reserved, cost float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.inFlight -= reserved
	b.spent += cost
}

func (b *budget) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return fmt.Sprintf("$%.4f of $%.2f are spent", b.spent, b.limit)
}
