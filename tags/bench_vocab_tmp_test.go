package tags
import ("testing";"encoding/csv";"os";"fmt";"strconv")
func TestTmpVocab(t *testing.T){ f,_:=os.Open("/work/shared/data/danbooru.csv"); r:=csv.NewReader(f); recs,_:=r.ReadAll()
 n:=0; var unk,tot float64; lim,_:=strconv.Atoi(os.Getenv("LIM")); if lim==0{lim=3000}
 for _,x:=range recs { if x[1]!="0" {continue}; n++; if n>lim {break}; c,_:=strconv.ParseFloat(x[2],64); tot+=c; if !Known(x[0]) { unk+=c; fmt.Print(x[0]," ") } else if os.Getenv("ALL")!="" { fmt.Print(GroupOf(x[0]),":",x[0]," ") } }
 fmt.Println(); fmt.Println("unknown share",unk/tot)
}
