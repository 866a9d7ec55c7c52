package caption

// shortWords is how many words a shortened caption may have: 75 tokens of CLIP.
const shortWords = 50
