#include "textflag.h"

// All loops count down an n that is a multiple of what one turn does, and not 0.

// 255 in the alpha word of each pixel.
DATA opaque<>+0(SB)/8, $0x00ff000000000000
GLOBL opaque<>(SB), RODATA|NOPTR, $8

// For VPSHUFB: the alpha of each pixel, spread to words, in the place of its colours.
DATA alphas<>+0(SB)/8, $0x8080800680068006
DATA alphas<>+8(SB)/8, $0x8080800e800e800e
GLOBL alphas<>(SB), RODATA|NOPTR, $16

// Pairs of 16-bit factors, of red and blue and of green and alpha.
DATA lumaRB<>+0(SB)/4, $0x1d2f4c8b // 19595, 7471
GLOBL lumaRB<>(SB), RODATA|NOPTR, $4
DATA lumaG<>+0(SB)/4, $0x00004b23 // 19235, twice
GLOBL lumaG<>(SB), RODATA|NOPTR, $4
DATA cbR<>+0(SB)/4, $0x0000d4cd // −11059
GLOBL cbR<>(SB), RODATA|NOPTR, $4
DATA cbG<>+0(SB)/4, $0x0000ab33 // −21709
GLOBL cbG<>(SB), RODATA|NOPTR, $4
DATA crB<>+0(SB)/4, $0xeb2f0000 // −5329
GLOBL crB<>(SB), RODATA|NOPTR, $4
DATA crG<>+0(SB)/4, $0x000094d1 // −27439
GLOBL crG<>(SB), RODATA|NOPTR, $4

DATA half<>+0(SB)/4, $0x00008000
GLOBL half<>(SB), RODATA|NOPTR, $4
DATA middle<>+0(SB)/4, $0x00808000 // 128.5 in 16-bit fractions
GLOBL middle<>(SB), RODATA|NOPTR, $4
DATA even<>+0(SB)/4, $0x00ff00ff
GLOBL even<>(SB), RODATA|NOPTR, $4
DATA low<>+0(SB)/4, $0x000000ff
GLOBL low<>(SB), RODATA|NOPTR, $4
DATA third<>+0(SB)/4, $0x00ff0000
GLOBL third<>(SB), RODATA|NOPTR, $4
DATA round8<>+0(SB)/4, $0x00800080
GLOBL round8<>(SB), RODATA|NOPTR, $4
DATA round4<>+0(SB)/4, $0x00080008
GLOBL round4<>(SB), RODATA|NOPTR, $4

// func premultiplyAVX2(dst, src *byte, n int)
TEXT ·premultiplyAVX2(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
	VPXOR Y15, Y15, Y15
	VBROADCASTI128 alphas<>(SB), Y14
	VPBROADCASTQ opaque<>(SB), Y13
	VPBROADCASTD round8<>(SB), Y12
premultiply:
	VMOVDQU (SI), Y0
	VPUNPCKLBW Y15, Y0, Y1
	VPUNPCKHBW Y15, Y0, Y2
	VPSHUFB Y14, Y1, Y3
	VPSHUFB Y14, Y2, Y4
	VPOR Y13, Y3, Y3
	VPOR Y13, Y4, Y4
	VPMULLW Y3, Y1, Y1
	VPMULLW Y4, Y2, Y2
	VPADDW Y12, Y1, Y1
	VPADDW Y12, Y2, Y2
	VPSRLW $8, Y1, Y3
	VPSRLW $8, Y2, Y4
	VPADDW Y3, Y1, Y1
	VPADDW Y4, Y2, Y2
	VPSRLW $8, Y1, Y1
	VPSRLW $8, Y2, Y2
	VPACKUSWB Y2, Y1, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $32, CX
	JNZ premultiply
	VZEROUPPER
	RET

// func lumasAVX2(white, black, pixels *byte, n int)
TEXT ·lumasAVX2(SB), NOSPLIT, $0-32
	MOVQ white+0(FP), DI
	MOVQ black+8(FP), DX
	MOVQ pixels+16(FP), SI
	MOVQ n+24(FP), CX
	VPBROADCASTD even<>(SB), Y15
	VPBROADCASTD lumaRB<>(SB), Y14
	VPBROADCASTD lumaG<>(SB), Y13
	VPBROADCASTD half<>(SB), Y12
	VPBROADCASTD low<>(SB), Y11
lumas:
	VMOVDQU (SI), Y0
	VPAND Y15, Y0, Y1
	VPSRLW $8, Y0, Y2
	VPMADDWD Y14, Y1, Y1
	VPMADDWD Y13, Y2, Y2
	VPADDD Y2, Y2, Y2
	VPADDD Y2, Y1, Y1
	VPADDD Y12, Y1, Y1
	VPSRLD $16, Y1, Y1
	VPSRLD $24, Y0, Y3
	VPSUBD Y3, Y11, Y3
	VPADDD Y1, Y3, Y3
	VPACKUSDW Y3, Y1, Y1
	VPACKUSWB Y1, Y1, Y1
	VEXTRACTI128 $1, Y1, X2
	VPUNPCKLDQ X2, X1, X1
	VMOVQ X1, (DX)
	VPEXTRQ $1, X1, (DI)
	ADDQ $32, SI
	ADDQ $8, DX
	ADDQ $8, DI
	SUBQ $8, CX
	JNZ lumas
	VZEROUPPER
	RET

// func chromaAVX2(cb, cr, pixels *byte, n int)
TEXT ·chromaAVX2(SB), NOSPLIT, $0-32
	MOVQ cb+0(FP), DI
	MOVQ cr+8(FP), DX
	MOVQ pixels+16(FP), SI
	MOVQ n+24(FP), CX
	VPBROADCASTD even<>(SB), Y15
	VPBROADCASTD cbR<>(SB), Y14
	VPBROADCASTD cbG<>(SB), Y13
	VPBROADCASTD crB<>(SB), Y12
	VPBROADCASTD crG<>(SB), Y11
	VPBROADCASTD middle<>(SB), Y10
	VPBROADCASTD third<>(SB), Y9
	VPBROADCASTD low<>(SB), Y8
chroma:
	VMOVDQU (SI), Y0
	VPAND Y15, Y0, Y1
	VPSRLW $8, Y0, Y2
	VPMADDWD Y14, Y1, Y3
	VPMADDWD Y13, Y2, Y4
	VPADDD Y4, Y3, Y3
	VPAND Y9, Y0, Y5
	VPSRLD $1, Y5, Y5
	VPADDD Y5, Y3, Y3
	VPADDD Y10, Y3, Y3
	VPSRAD $16, Y3, Y3
	VPMADDWD Y12, Y1, Y1
	VPMADDWD Y11, Y2, Y2
	VPADDD Y2, Y1, Y1
	VPAND Y8, Y0, Y0
	VPSLLD $15, Y0, Y0
	VPADDD Y0, Y1, Y1
	VPADDD Y10, Y1, Y1
	VPSRAD $16, Y1, Y1
	VPACKUSDW Y1, Y3, Y1
	VPACKUSWB Y1, Y1, Y1
	VEXTRACTI128 $1, Y1, X2
	VPUNPCKLDQ X2, X1, X1
	VMOVQ X1, (DI)
	VPEXTRQ $1, X1, (DX)
	ADDQ $32, SI
	ADDQ $8, DI
	ADDQ $8, DX
	SUBQ $8, CX
	JNZ chroma
	VZEROUPPER
	RET

// func binomialAVX2(to, a, b, c, d, e *byte, n int)
TEXT ·binomialAVX2(SB), NOSPLIT, $0-56
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), AX
	MOVQ b+16(FP), BX
	MOVQ c+24(FP), R8
	MOVQ d+32(FP), DX
	MOVQ e+40(FP), R9
	MOVQ n+48(FP), CX
	VPBROADCASTD round4<>(SB), Y15
	XORQ SI, SI
binomial:
	VPMOVZXBW (AX)(SI*1), Y0
	VPMOVZXBW (R9)(SI*1), Y1
	VPMOVZXBW (BX)(SI*1), Y2
	VPMOVZXBW (DX)(SI*1), Y3
	VPMOVZXBW (R8)(SI*1), Y4
	VPADDW Y1, Y0, Y0
	VPADDW Y3, Y2, Y2
	VPADDW Y4, Y2, Y2 // b + c + d, four times, and c twice
	VPSLLW $2, Y2, Y2
	VPADDW Y4, Y4, Y4
	VPADDW Y2, Y0, Y0
	VPADDW Y4, Y0, Y0
	VPADDW Y15, Y0, Y0
	VPSRLW $4, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKUSWB X1, X0, X0
	VMOVDQU X0, (DI)(SI*1)
	ADDQ $16, SI
	CMPQ SI, CX
	JNE binomial
	VZEROUPPER
	RET

// func stepsAVX2(steps *uint16, row, below *byte, n int)
TEXT ·stepsAVX2(SB), NOSPLIT, $0-32
	MOVQ steps+0(FP), DI
	MOVQ row+8(FP), AX
	MOVQ below+16(FP), BX
	MOVQ n+24(FP), CX
	XORQ SI, SI
steps:
	VPMOVZXBW (AX)(SI*1), Y0
	VPMOVZXBW 1(AX)(SI*1), Y1
	VPMOVZXBW (BX)(SI*1), Y2
	VPSUBW Y0, Y1, Y1
	VPSUBW Y0, Y2, Y2
	VPABSW Y1, Y1
	VPABSW Y2, Y2
	VPADDW Y2, Y1, Y1
	VMOVDQU Y1, (DI)(SI*2)
	ADDQ $16, SI
	CMPQ SI, CX
	JNE steps
	VZEROUPPER
	RET

// func standoutsAVX2(dark, light *uint64, row *byte, ul, ur, ll, lr, widths *uint32, rows, offset, n int)
TEXT ·standoutsAVX2(SB), NOSPLIT, $0-88
	MOVQ dark+0(FP), DI
	MOVQ light+8(FP), R12
	MOVQ row+16(FP), AX
	MOVQ ul+24(FP), R8
	MOVQ ur+32(FP), R9
	MOVQ ll+40(FP), R10
	MOVQ lr+48(FP), R11
	MOVQ widths+56(FP), BX
	VPBROADCASTD rows+64(FP), Y15
	VPBROADCASTD offset+72(FP), Y14
	MOVQ n+80(FP), CX
	XORQ SI, SI
standouts:
	VPMADDWD (BX)(SI*4), Y15, Y4 // pixels of the window
	VMOVDQU (R11)(SI*4), Y0
	VPSUBD (R10)(SI*4), Y0, Y0
	VPSUBD (R9)(SI*4), Y0, Y0
	VPADDD (R8)(SI*4), Y0, Y0
	VPMOVZXBD (AX)(SI*1), Y1
	VPMADDWD Y4, Y1, Y1
	VPMADDWD Y14, Y4, Y2
	VPSUBD Y0, Y1, Y1
	VPADDD Y2, Y1, Y3
	VPSUBD Y1, Y2, Y2
	VMOVMSKPS Y3, R13
	MOVB R13, (DI)
	VMOVMSKPS Y2, R13
	MOVB R13, (R12)
	INCQ DI
	INCQ R12
	ADDQ $8, SI
	CMPQ SI, CX
	JNE standouts
	VZEROUPPER
	RET

// func weighAVX2(sums, row *byte, n, weight int)
TEXT ·weighAVX2(SB), NOSPLIT, $0-32
	MOVQ sums+0(FP), DI
	MOVQ row+8(FP), AX
	MOVQ n+16(FP), CX
	VMOVQ weight+24(FP), X15
	VPBROADCASTW X15, Y15
	XORQ SI, SI
weigh:
	VPMOVZXBW (AX)(SI*1), Y0
	VPMULLW Y15, Y0, Y0
	VMOVDQU Y0, (DI)(SI*2)
	ADDQ $16, SI
	CMPQ SI, CX
	JNE weigh
	VZEROUPPER
	RET

// func addWeighedAVX2(sums, row *byte, n, weight int)
TEXT ·addWeighedAVX2(SB), NOSPLIT, $0-32
	MOVQ sums+0(FP), DI
	MOVQ row+8(FP), AX
	MOVQ n+16(FP), CX
	VMOVQ weight+24(FP), X15
	VPBROADCASTW X15, Y15
	XORQ SI, SI
addWeighed:
	VPMOVZXBW (AX)(SI*1), Y0
	VPMULLW Y15, Y0, Y0
	VPADDW (DI)(SI*2), Y0, Y0
	VMOVDQU Y0, (DI)(SI*2)
	ADDQ $16, SI
	CMPQ SI, CX
	JNE addWeighed
	VZEROUPPER
	RET

// func blocksAVX2(sums, counts *[8]uint16, row *byte, n, most int)
TEXT ·blocksAVX2(SB), NOSPLIT, $0-40
	MOVQ sums+0(FP), DI
	MOVQ counts+8(FP), BX
	MOVQ row+16(FP), AX
	MOVQ n+24(FP), CX
	VMOVQ most+32(FP), X15
	VPBROADCASTW X15, X15
	VPXOR X14, X14, X14 // sums
	VPXOR X13, X13, X13 // counts
	XORQ SI, SI
blocks:
	VPMOVZXBW (AX)(SI*1), X0
	VPMOVZXBW 1(AX)(SI*1), X1
	VPSUBW X0, X1, X1
	VPABSW X1, X1
	VPCMPGTW X15, X1, X2 // all ones for an edge
	VPANDN X1, X2, X1
	VPADDW X1, X14, X14
	VPADDW X2, X13, X13
	ADDQ $8, SI
	CMPQ SI, CX
	JNE blocks
	SHRQ $3, CX // turns, less those with an edge
	VMOVQ CX, X0
	VPBROADCASTW X0, X0
	VPADDW X13, X0, X13
	VMOVDQU X14, (DI)
	VMOVDQU X13, (BX)
	VZEROUPPER
	RET

// func roundAVX2(dst, src *byte, n, add, factor int)
TEXT ·roundAVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), AX
	MOVQ n+16(FP), CX
	VMOVQ add+24(FP), X15
	VPBROADCASTW X15, Y15
	VMOVQ factor+32(FP), X14
	VPBROADCASTW X14, Y14
	XORQ SI, SI
round:
	VPMOVZXBW (AX)(SI*1), Y0
	VPADDW Y15, Y0, Y0
	VPMULHUW Y14, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKUSWB X1, X0, X0
	VMOVDQU X0, (DI)(SI*1)
	ADDQ $16, SI
	CMPQ SI, CX
	JNE round
	VZEROUPPER
	RET

// func residualsAVX2(codes, pixels, left, up, corner *byte, n int)
TEXT ·residualsAVX2(SB), NOSPLIT, $0-48
	MOVQ codes+0(FP), DI
	MOVQ pixels+8(FP), AX
	MOVQ left+16(FP), BX
	MOVQ up+24(FP), DX
	MOVQ corner+32(FP), R8
	MOVQ n+40(FP), CX
	VPBROADCASTD even<>(SB), Y15
	VPXOR X14, X14, X14
	XORQ SI, SI
residuals:
	VPMOVZXBW (BX)(SI*1), Y0
	VPMOVZXBW (DX)(SI*1), Y1
	VPMOVZXBW (R8)(SI*1), Y2
	VPMINSW Y1, Y0, Y3
	VPMAXSW Y1, Y0, Y4
	VPADDW Y1, Y0, Y0
	VPSUBW Y2, Y0, Y0
	VPMINSW Y4, Y0, Y0
	VPMAXSW Y3, Y0, Y0
	VPMOVZXBW (AX)(SI*1), Y1
	VPSUBW Y0, Y1, Y1
	VPAND Y15, Y1, Y1
	VEXTRACTI128 $1, Y1, X2
	VPACKUSWB X2, X1, X1
	VPCMPGTB X1, X14, X2 // all ones below 0
	VPADDB X1, X1, X1
	VPXOR X2, X1, X1
	VMOVDQU X1, (DI)(SI*1)
	ADDQ $16, SI
	CMPQ SI, CX
	JNE residuals
	VZEROUPPER
	RET

// CROSSED adds, of two samples as far from either end, the sum times the cosines of
// even frequencies to the odd places of Y0 and the difference times those of odd ones
// to the even places.
#define CROSSED(i) \
	VBROADCASTSS (4*i)(AX), Y1; \
	VBROADCASTSS (60-4*i)(AX), Y2; \
	VADDSUBPS Y2, Y1, Y1; \
	VMULPS (32*i)(DX), Y1, Y1; \
	VADDPS Y1, Y0, Y0

// FOLD leaves sums or differences of lines that lie as far from either end.
#define FOLD(op) \
	VMOVUPS 0(R8), Y8; \
	op 480(R8), Y8, Y8; \
	VMOVUPS 32(R8), Y9; \
	op 448(R8), Y9, Y9; \
	VMOVUPS 64(R8), Y10; \
	op 416(R8), Y10, Y10; \
	VMOVUPS 96(R8), Y11; \
	op 384(R8), Y11, Y11; \
	VMOVUPS 128(R8), Y12; \
	op 352(R8), Y12, Y12; \
	VMOVUPS 160(R8), Y13; \
	op 320(R8), Y13, Y13; \
	VMOVUPS 192(R8), Y14; \
	op 288(R8), Y14, Y14; \
	VMOVUPS 224(R8), Y15; \
	op 256(R8), Y15, Y15

#define LINE(i, of) \
	VBROADCASTSS (4*i)(BX), Y1; \
	VMULPS of, Y1, Y1; \
	VADDPS Y1, Y0, Y0

// DOWN gives the line of out of the frequency whose cosines begin at BX.
#define DOWN(at) \
	VXORPS Y0, Y0, Y0; \
	LINE(0, Y8); \
	LINE(1, Y9); \
	LINE(2, Y10); \
	LINE(3, Y11); \
	LINE(4, Y12); \
	LINE(5, Y13); \
	LINE(6, Y14); \
	LINE(7, Y15); \
	VPERMILPS $0xb1, Y0, Y0; \
	VMOVUPS Y0, (32*at)(DI); \
	ADDQ $64, BX

// func frequenciesAVX2(out *[8][8]float32, samples *[16][16]float32, cosines, crossed *[8][8]float32, lines *[16][8]float32)
TEXT ·frequenciesAVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ samples+8(FP), AX
	MOVQ cosines+16(FP), BX
	MOVQ crossed+24(FP), DX
	MOVQ lines+32(FP), R8
	XORQ SI, SI
across:
	VXORPS Y0, Y0, Y0
	CROSSED(0)
	CROSSED(1)
	CROSSED(2)
	CROSSED(3)
	CROSSED(4)
	CROSSED(5)
	CROSSED(6)
	CROSSED(7)
	VMOVUPS Y0, (R8)(SI*1)
	ADDQ $64, AX
	ADDQ $32, SI
	CMPQ SI, $512
	JNE across
	FOLD(VADDPS)
	DOWN(0)
	DOWN(2)
	DOWN(4)
	DOWN(6)
	SUBQ $224, BX // to those of 1
	FOLD(VSUBPS)
	DOWN(1)
	DOWN(3)
	DOWN(5)
	DOWN(7)
	VZEROUPPER
	RET

// PAIR adds to sums what two lines, and eight numbers of each, are worth.
#define PAIR(at, sum, temp) \
	VMOVUPS at(R11)(SI*4), temp; \
	VADDPS at(R12)(SI*4), temp, temp; \
	VMULPS Y14, temp, temp; \
	VADDPS temp, sum, sum

// func kernelAVX2(to, from, weights *float32, stride, middle, n int)
TEXT ·kernelAVX2(SB), NOSPLIT, $0-48
	MOVQ to+0(FP), DI
	MOVQ from+8(FP), AX
	MOVQ weights+16(FP), BX
	MOVQ stride+24(FP), R8 // bytes
	MOVQ middle+32(FP), DX
	MOVQ n+40(FP), CX
	MOVQ R8, R9
	IMULQ DX, R9
	LEAQ (AX)(R9*2), R10 // the last line
	ADDQ AX, R9 // the middle one
	VBROADCASTSS (BX)(DX*4), Y15
	XORQ SI, SI
kernel32:
	LEAQ 32(SI), R13
	CMPQ R13, CX
	JGT kernel8
	VMULPS (R9)(SI*4), Y15, Y0
	VMULPS 32(R9)(SI*4), Y15, Y1
	VMULPS 64(R9)(SI*4), Y15, Y2
	VMULPS 96(R9)(SI*4), Y15, Y3
	MOVQ AX, R11
	MOVQ R10, R12
	XORQ R13, R13
	TESTQ DX, DX
	JZ store32
taps32:
	VBROADCASTSS (BX)(R13*4), Y14
	PAIR(0, Y0, Y4)
	PAIR(32, Y1, Y5)
	PAIR(64, Y2, Y6)
	PAIR(96, Y3, Y7)
	ADDQ R8, R11
	SUBQ R8, R12
	INCQ R13
	CMPQ R13, DX
	JNE taps32
store32:
	VMOVUPS Y0, (DI)(SI*4)
	VMOVUPS Y1, 32(DI)(SI*4)
	VMOVUPS Y2, 64(DI)(SI*4)
	VMOVUPS Y3, 96(DI)(SI*4)
	ADDQ $32, SI
	JMP kernel32
kernel8:
	CMPQ SI, CX
	JE kernelled
	VMULPS (R9)(SI*4), Y15, Y0
	MOVQ AX, R11
	MOVQ R10, R12
	XORQ R13, R13
	TESTQ DX, DX
	JZ store8
taps8:
	VBROADCASTSS (BX)(R13*4), Y14
	PAIR(0, Y0, Y4)
	ADDQ R8, R11
	SUBQ R8, R12
	INCQ R13
	CMPQ R13, DX
	JNE taps8
store8:
	VMOVUPS Y0, (DI)(SI*4)
	ADDQ $8, SI
	JMP kernel8
kernelled:
	VZEROUPPER
	RET

// EXTREMES takes eight cells of a row and their neighbours into the most in Y4 and the
// least in Y5.
#define EXTREMES(row) \
	VMAXPS (row)(SI*4), Y4, Y4; \
	VMINPS (row)(SI*4), Y5, Y5; \
	VMAXPS 4(row)(SI*4), Y4, Y4; \
	VMINPS 4(row)(SI*4), Y5, Y5; \
	VMAXPS 8(row)(SI*4), Y4, Y4; \
	VMINPS 8(row)(SI*4), Y5, Y5

// func peaksAVX2(marks *byte, rows *[9][]float32, n int, least float32)
TEXT ·peaksAVX2(SB), NOSPLIT, $0-28
	MOVQ marks+0(FP), DI
	MOVQ rows+8(FP), R14
	MOVQ (R14), AX
	MOVQ 24(R14), BX
	MOVQ 48(R14), DX
	MOVQ 72(R14), R8
	MOVQ 96(R14), R9 // the row itself
	MOVQ 120(R14), R10
	MOVQ 144(R14), R11
	MOVQ 168(R14), R12
	MOVQ 192(R14), R13
	VBROADCASTSS least+24(FP), Y15
	VPCMPEQD Y14, Y14, Y14
	VPSRLD $1, Y14, Y14 // all but the sign
	XORQ SI, SI
peaks: // the nearest neighbours first: most cells are no more than one of them
	XORL CX, CX
	VMOVUPS 4(R9)(SI*4), Y0
	VANDPS Y14, Y0, Y1
	VCMPPS $0x1d, Y15, Y1, Y1 // at least least
	VMOVUPS (R9)(SI*4), Y2
	VMOVUPS 8(R9)(SI*4), Y3
	VMAXPS Y2, Y3, Y4
	VMINPS Y2, Y3, Y5
	VCMPPS $0x1e, Y4, Y0, Y6 // more
	VCMPPS $0x11, Y5, Y0, Y7 // less
	VORPS Y6, Y7, Y6
	VANDPS Y1, Y6, Y6
	VTESTPS Y6, Y6
	JZ mark
	VMAXPS 4(R8)(SI*4), Y4, Y4
	VMINPS 4(R8)(SI*4), Y5, Y5
	VMAXPS 4(R10)(SI*4), Y4, Y4
	VMINPS 4(R10)(SI*4), Y5, Y5
	VMAXPS 4(BX)(SI*4), Y4, Y4
	VMINPS 4(BX)(SI*4), Y5, Y5
	VMAXPS 4(R12)(SI*4), Y4, Y4
	VMINPS 4(R12)(SI*4), Y5, Y5
	VCMPPS $0x1e, Y4, Y0, Y6
	VCMPPS $0x11, Y5, Y0, Y7
	VORPS Y6, Y7, Y6
	VANDPS Y1, Y6, Y6
	VTESTPS Y6, Y6
	JZ mark
	EXTREMES(R8)
	EXTREMES(R10)
	EXTREMES(AX)
	EXTREMES(BX)
	EXTREMES(DX)
	EXTREMES(R11)
	EXTREMES(R12)
	EXTREMES(R13)
	VCMPPS $0x1e, Y4, Y0, Y6
	VCMPPS $0x11, Y5, Y0, Y7
	VORPS Y6, Y7, Y6
	VANDPS Y1, Y6, Y6
	VMOVMSKPS Y6, CX
mark:
	MOVB CX, (DI)
	INCQ DI
	ADDQ $8, SI
	CMPQ SI, n+16(FP)
	JNE peaks
	VZEROUPPER
	RET

// func subtractAVX2(to, a, b *float32, n int)
TEXT ·subtractAVX2(SB), NOSPLIT, $0-32
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), AX
	MOVQ b+16(FP), BX
	MOVQ n+24(FP), CX
	XORQ SI, SI
subtract:
	VMOVUPS (AX)(SI*4), Y0
	VSUBPS (BX)(SI*4), Y0, Y0
	VMOVUPS Y0, (DI)(SI*4)
	ADDQ $8, SI
	CMPQ SI, CX
	JNE subtract
	VZEROUPPER
	RET

// WORD makes a word of the 64 bytes in two registers, a bit for each that is set.
#define WORD(first, second, word, other) \
	VPMOVMSKB first, word; \
	VPMOVMSKB second, other; \
	SHLQ $32, other; \
	ORQ other, word

// func withinAVX2(bits *uint64, row *byte, n, low, span int)
TEXT ·withinAVX2(SB), NOSPLIT, $0-40
	MOVQ bits+0(FP), DI
	MOVQ row+8(FP), AX
	MOVQ n+16(FP), CX
	VMOVQ low+24(FP), X15
	VPBROADCASTB X15, Y15
	VMOVQ span+32(FP), X14
	VPBROADCASTB X14, Y14
	XORQ SI, SI
within:
	VMOVDQU (AX)(SI*1), Y0
	VMOVDQU 32(AX)(SI*1), Y1
	VPSUBB Y15, Y0, Y0
	VPSUBB Y15, Y1, Y1
	VPMINUB Y14, Y0, Y2
	VPMINUB Y14, Y1, Y3
	VPCMPEQB Y2, Y0, Y0
	VPCMPEQB Y3, Y1, Y1
	WORD(Y0, Y1, R8, R9)
	MOVQ R8, (DI)
	ADDQ $8, DI
	ADDQ $64, SI
	CMPQ SI, CX
	JNE within
	VZEROUPPER
	RET

// FLAT leaves all ones where the neighbours of 32 pixels differ by no more than Y15.
#define FLAT(at, to) \
	VMOVDQU at(AX)(SI*1), Y4; \
	VMOVDQU at+1(AX)(SI*1), Y5; \
	VMOVDQU at(BX)(SI*1), Y6; \
	VPMAXUB Y4, Y5, Y7; \
	VPMINUB Y4, Y5, Y5; \
	VPSUBB Y5, Y7, Y7; \
	VPMAXUB Y4, Y6, Y8; \
	VPMINUB Y4, Y6, Y6; \
	VPSUBB Y6, Y8, Y8; \
	VPMAXUB Y7, Y8, Y8; \
	VPMAXUB Y15, Y8, Y8; \
	VPCMPEQB Y15, Y8, to

// func unevenAVX2(bits *uint64, row, below *byte, n, step int)
TEXT ·unevenAVX2(SB), NOSPLIT, $0-40
	MOVQ bits+0(FP), DI
	MOVQ row+8(FP), AX
	MOVQ below+16(FP), BX
	MOVQ n+24(FP), CX
	VMOVQ step+32(FP), X15
	VPBROADCASTB X15, Y15
	XORQ SI, SI
uneven:
	FLAT(0, Y0)
	FLAT(32, Y1)
	WORD(Y0, Y1, R8, R9)
	NOTQ R8
	MOVQ R8, (DI)
	ADDQ $8, DI
	ADDQ $64, SI
	CMPQ SI, CX
	JNE uneven
	VZEROUPPER
	RET

// Tones are halved, so that half a level may be added, and their upper bits tell levels.
DATA grade<>+0(SB)/4, $0x7f7f7f7f
GLOBL grade<>(SB), RODATA|NOPTR, $4
DATA graded<>+0(SB)/4, $0xf8f8f8f8
GLOBL graded<>(SB), RODATA|NOPTR, $4

// GRADE gives half the tones of 32 pixels, and half of what is added.
#define GRADE(from, to) \
	VMOVDQU from, to; \
	VPSRLW $1, to, to; \
	VPAND Y14, to, to; \
	VPADDB Y15, to, to

// SAME leaves all ones where 32 pixels are of the level of the next ones, and of those below.
#define SAME(at, right, below) \
	GRADE(at(AX)(SI*1), Y4); \
	GRADE(at+1(AX)(SI*1), right); \
	GRADE(at(BX)(SI*1), below); \
	VPXOR Y4, right, right; \
	VPXOR Y4, below, below; \
	VPAND Y13, right, right; \
	VPAND Y13, below, below; \
	VPCMPEQB Y12, right, right; \
	VPCMPEQB Y12, below, below

// func gradedAVX2(right, below *uint64, row, next *byte, n, add int)
TEXT ·gradedAVX2(SB), NOSPLIT, $0-48
	MOVQ right+0(FP), DI
	MOVQ below+8(FP), DX
	MOVQ row+16(FP), AX
	MOVQ next+24(FP), BX
	MOVQ n+32(FP), CX
	VMOVQ add+40(FP), X15
	VPBROADCASTB X15, Y15
	VPBROADCASTD grade<>(SB), Y14
	VPBROADCASTD graded<>(SB), Y13
	VPXOR Y12, Y12, Y12
	XORQ SI, SI
graded:
	SAME(0, Y0, Y1)
	SAME(32, Y2, Y3)
	WORD(Y0, Y2, R8, R9)
	MOVQ R8, (DI)
	WORD(Y1, Y3, R8, R9)
	MOVQ R8, (DX)
	ADDQ $8, DI
	ADDQ $8, DX
	ADDQ $64, SI
	CMPQ SI, CX
	JNE graded
	VZEROUPPER
	RET

// LIKE leaves all ones where 32 pixels are as the next ones in all three planes.
#define LIKE(at, to) \
	VMOVDQU at(AX)(SI*1), to; \
	VPCMPEQB at+1(AX)(SI*1), to, to; \
	VMOVDQU at(BX)(SI*1), Y4; \
	VPCMPEQB at+1(BX)(SI*1), Y4, Y4; \
	VMOVDQU at(DX)(SI*1), Y5; \
	VPCMPEQB at+1(DX)(SI*1), Y5, Y5; \
	VPAND Y4, to, to; \
	VPAND Y5, to, to

// func endsAVX2(bits *uint64, a, b, c *byte, n int)
TEXT ·endsAVX2(SB), NOSPLIT, $0-40
	MOVQ bits+0(FP), DI
	MOVQ a+8(FP), AX
	MOVQ b+16(FP), BX
	MOVQ c+24(FP), DX
	MOVQ n+32(FP), CX
	XORQ SI, SI
ends:
	LIKE(0, Y0)
	LIKE(32, Y1)
	WORD(Y0, Y1, R8, R9)
	NOTQ R8
	MOVQ R8, (DI)
	ADDQ $8, DI
	ADDQ $64, SI
	CMPQ SI, CX
	JNE ends
	VZEROUPPER
	RET

// BEND is a − 2b + c of 16 pixels from here, from the next, and from the one after.
#define BEND(row, to, next) \
	VPMOVZXBW (row)(SI*1), to; \
	VPMOVZXBW 1(row)(SI*1), next; \
	VPSUBW next, to, to; \
	VPSUBW next, to, to; \
	VPMOVZXBW 2(row)(SI*1), next; \
	VPADDW next, to, to

// func bendsAVX2(to *uint16, above, row, below *byte, n int)
TEXT ·bendsAVX2(SB), NOSPLIT, $0-40
	MOVQ to+0(FP), DI
	MOVQ above+8(FP), AX
	MOVQ row+16(FP), BX
	MOVQ below+24(FP), DX
	MOVQ n+32(FP), CX
	XORQ SI, SI
bends:
	BEND(AX, Y0, Y4)
	BEND(BX, Y1, Y5)
	BEND(DX, Y2, Y6)
	VPADDW Y2, Y0, Y0
	VPADDW Y1, Y1, Y1
	VPSUBW Y1, Y0, Y0
	VPABSW Y0, Y0
	VMOVDQU Y0, (DI)(SI*2)
	ADDQ $16, SI
	CMPQ SI, CX
	JNE bends
	VZEROUPPER
	RET

// func accumulateAVX2(sums, above *uint32, row *byte, n int)
TEXT ·accumulateAVX2(SB), NOSPLIT, $0-32
	MOVQ sums+0(FP), DI
	MOVQ above+8(FP), BX
	MOVQ row+16(FP), AX
	MOVQ n+24(FP), CX
	VPXOR Y15, Y15, Y15 // of the row so far
	XORQ SI, SI
accumulate:
	VPMOVZXBD (AX)(SI*1), Y0
	VPSLLDQ $4, Y0, Y1
	VPADDD Y1, Y0, Y0
	VPSLLDQ $8, Y0, Y1
	VPADDD Y1, Y0, Y0
	VPERM2I128 $0x08, Y0, Y0, Y1 // nothing, and the lower half above it
	VPSHUFD $0xff, Y1, Y1
	VPADDD Y1, Y0, Y0
	VPERM2I128 $0x11, Y0, Y0, Y2
	VPSHUFD $0xff, Y2, Y2
	VPADDD Y15, Y0, Y0
	VPADDD Y2, Y15, Y15
	VPADDD (BX)(SI*4), Y0, Y0
	VMOVDQU Y0, (DI)(SI*4)
	ADDQ $8, SI
	CMPQ SI, CX
	JNE accumulate
	VZEROUPPER
	RET

// NOTHING begins the sums, in X13, and those of squares, in Y12.
#define NOTHING \
	VPXOR X14, X14, X14; \
	VPXOR X13, X13, X13; \
	VPXOR Y12, Y12, Y12

// MORE adds 16 pixels to the sums and to those of squares.
#define MORE \
	VPMOVZXBW X0, Y1; \
	VPSADBW X14, X0, X0; \
	VPMADDWD Y1, Y1, Y1; \
	VPADDQ X0, X13, X13; \
	VPADDD Y1, Y12, Y12

// TOTALS gives both as 64 bits, at DI.
#define TOTALS \
	VPSRLDQ $8, X13, X0; \
	VPADDQ X0, X13, X13; \
	VPXOR Y14, Y14, Y14; \
	VPUNPCKLDQ Y14, Y12, Y0; \
	VPUNPCKHDQ Y14, Y12, Y1; \
	VPADDQ Y1, Y0, Y0; \
	VEXTRACTI128 $1, Y0, X1; \
	VPADDQ X1, X0, X0; \
	VPSRLDQ $8, X0, X1; \
	VPADDQ X1, X0, X0; \
	VMOVQ X13, (DI); \
	VMOVQ X0, 8(DI)

// func momentsAVX2(sums *[2]uint64, row *byte, n int)
TEXT ·momentsAVX2(SB), NOSPLIT, $0-24
	MOVQ sums+0(FP), DI
	MOVQ row+8(FP), AX
	MOVQ n+16(FP), CX
	NOTHING
	XORQ SI, SI
moments:
	VMOVDQU (AX)(SI*1), X0
	MORE
	ADDQ $16, SI
	CMPQ SI, CX
	JNE moments
	TOTALS
	VZEROUPPER
	RET

// To be loaded from 16 less so many bytes on: a mask of the first so many.
DATA firsts<>+0(SB)/8, $0xffffffffffffffff
DATA firsts<>+8(SB)/8, $0xffffffffffffffff
DATA firsts<>+16(SB)/8, $0
DATA firsts<>+24(SB)/8, $0
GLOBL firsts<>(SB), RODATA|NOPTR, $32

// func boxMomentsAVX2(sums *[2]uint64, pixels *byte, stride, blocks, last, height int)
TEXT ·boxMomentsAVX2(SB), NOSPLIT, $0-48
	MOVQ sums+0(FP), DI
	MOVQ pixels+8(FP), AX
	MOVQ stride+16(FP), R8
	MOVQ blocks+24(FP), R9
	MOVQ last+32(FP), R10
	MOVQ height+40(FP), CX
	LEAQ firsts<>+16(SB), R11
	SUBQ R10, R11
	VMOVDQU (R11), X11
	NOTHING
boxRow:
	MOVQ AX, BX
	MOVQ R9, DX
	TESTQ DX, DX
	JZ boxLast
boxBlock:
	VMOVDQU (BX), X0
	MORE
	ADDQ $16, BX
	DECQ DX
	JNZ boxBlock
boxLast:
	VPAND (BX), X11, X0
	MORE
	ADDQ R8, AX
	DECQ CX
	JNZ boxRow
	TOTALS
	VZEROUPPER
	RET

// For VPSHUFB: the samples of two pixels in pairs.
DATA pairs<>+0(SB)/8, $0x0b0a030209080100
DATA pairs<>+8(SB)/8, $0x0f0e07060d0c0504
GLOBL pairs<>(SB), RODATA|NOPTR, $16

// Samples are multiplied as signed ones, less 1<<15: this is what is missing after
// weights that add up to 256, and a half to round by.
DATA lacking<>+0(SB)/4, $0x00808000
GLOBL lacking<>(SB), RODATA|NOPTR, $4
DATA signs<>+0(SB)/4, $0x80008000
GLOBL signs<>(SB), RODATA|NOPTR, $4

// EIGHT multiplies eight samples of one sum by their weights.
#define EIGHT(samples, weights, sum) \
	VPXOR (samples)(R12*1), X14, X4; \
	VPMADDWD (weights)(R12*1), X4, X4; \
	VPADDD X4, sum, sum

// func averageAVX2(out, sums *byte, first *int32, weights *int16, taps, n int)
TEXT ·averageAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ sums+8(FP), AX
	MOVQ first+16(FP), BX
	MOVQ weights+24(FP), DX
	MOVQ taps+32(FP), R13
	MOVQ n+40(FP), CX
	SHLQ $1, R13 // bytes of the weights of one sum
	VPBROADCASTD lacking<>(SB), X15
	VPBROADCASTD signs<>(SB), X14
average:
	MOVLQSX (BX), R8
	MOVLQSX 4(BX), R9
	MOVLQSX 8(BX), R10
	MOVLQSX 12(BX), R11
	LEAQ (AX)(R8*2), R8
	LEAQ (AX)(R9*2), R9
	LEAQ (AX)(R10*2), R10
	LEAQ (AX)(R11*2), R11
	VPXOR X0, X0, X0
	VPXOR X1, X1, X1
	VPXOR X2, X2, X2
	VPXOR X3, X3, X3
	XORQ R12, R12
taps:
	MOVQ DX, SI
	EIGHT(R8, SI, X0)
	ADDQ R13, SI
	EIGHT(R9, SI, X1)
	ADDQ R13, SI
	EIGHT(R10, SI, X2)
	ADDQ R13, SI
	EIGHT(R11, SI, X3)
	ADDQ $16, R12
	CMPQ R12, R13
	JNE taps
	VPHADDD X1, X0, X0
	VPHADDD X3, X2, X2
	VPHADDD X2, X0, X0
	VPADDD X15, X0, X0
	VPSRLD $16, X0, X0
	VPACKUSDW X0, X0, X0
	VPACKUSWB X0, X0, X0
	VMOVD X0, (DI)
	LEAQ (DX)(R13*4), DX
	ADDQ $16, BX
	ADDQ $4, DI
	SUBQ $4, CX
	JNE average
	VZEROUPPER
	RET

// func averagePixelsAVX2(out, sums *byte, first *int32, weights *int16, taps, n int)
TEXT ·averagePixelsAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ sums+8(FP), AX
	MOVQ first+16(FP), BX
	MOVQ weights+24(FP), DX
	MOVQ taps+32(FP), R13
	MOVQ n+40(FP), CX
	SHRQ $1, R13 // pairs of pixels of one sum
	VPBROADCASTD lacking<>(SB), X15
	VPBROADCASTD signs<>(SB), X14
	VMOVDQU pairs<>(SB), X13
averagePixels:
	MOVLQSX (BX), R8
	LEAQ (AX)(R8*8), R8
	VMOVDQA X15, X0
	MOVQ R13, R9
pair:
	VMOVDQU (R8), X1
	VPSHUFB X13, X1, X1
	VPXOR X14, X1, X1
	VPBROADCASTD (DX), X2
	VPMADDWD X2, X1, X1
	VPADDD X1, X0, X0
	ADDQ $16, R8
	ADDQ $4, DX
	DECQ R9
	JNZ pair
	VPSRLD $16, X0, X0
	VPACKUSDW X0, X0, X0
	VPACKUSWB X0, X0, X0
	VMOVD X0, (DI)
	ADDQ $4, BX
	ADDQ $4, DI
	DECQ CX
	JNZ averagePixels
	VZEROUPPER
	RET

// PAETH makes a pixel at SI whole, in X4, given the one before in X0 and the one
// above that in X2.
#define PAETH \
	VMOVD (BX)(SI*1), X1; \
	VPMOVZXBW X1, X1; \
	VMOVD (AX)(SI*1), X3; \
	VPMOVZXBW X3, X3; \
	VPSUBW X2, X1, X4; \
	VPSUBW X2, X0, X5; \
	VPADDW X5, X4, X6; \
	VPABSW X4, X4; \
	VPABSW X5, X5; \
	VPABSW X6, X6; \
	VPMINSW X5, X4, X7; \
	VPMINSW X6, X7, X7; \
	VPCMPEQW X7, X5, X5; \
	VPCMPEQW X7, X4, X4; \
	VPBLENDVB X5, X1, X2, X6; \
	VPBLENDVB X4, X0, X6, X6; \
	VPADDB X6, X3, X0; \
	VMOVDQA X1, X2; \
	VPACKUSWB X0, X0, X4

// func paeth3AVX2(row, above *byte, n int)
TEXT ·paeth3AVX2(SB), NOSPLIT, $0-24
	MOVQ row+0(FP), AX
	MOVQ above+8(FP), BX
	MOVQ n+16(FP), CX
	VPXOR X0, X0, X0
	VPXOR X2, X2, X2
	XORQ SI, SI
paeth3:
	PAETH
	VMOVD X4, R8
	MOVW R8, (AX)(SI*1)
	SHRL $16, R8
	MOVB R8, 2(AX)(SI*1)
	ADDQ $3, SI
	DECQ CX
	JNZ paeth3
	VZEROUPPER
	RET

// func paeth4AVX2(row, above *byte, n int)
TEXT ·paeth4AVX2(SB), NOSPLIT, $0-24
	MOVQ row+0(FP), AX
	MOVQ above+8(FP), BX
	MOVQ n+16(FP), CX
	VPXOR X0, X0, X0
	VPXOR X2, X2, X2
	XORQ SI, SI
paeth4:
	PAETH
	VMOVD X4, (AX)(SI*1)
	ADDQ $4, SI
	DECQ CX
	JNZ paeth4
	VZEROUPPER
	RET

// func dotAVX2(sum *uint64, a, b *byte, n int)
TEXT ·dotAVX2(SB), NOSPLIT, $0-32
	MOVQ sum+0(FP), DI
	MOVQ a+8(FP), AX
	MOVQ b+16(FP), BX
	MOVQ n+24(FP), CX
	VPXOR Y12, Y12, Y12
	XORQ SI, SI
dot:
	VPMOVZXBW (AX)(SI*1), Y0
	VPMOVZXBW (BX)(SI*1), Y1
	VPMADDWD Y1, Y0, Y0
	VPADDD Y0, Y12, Y12
	ADDQ $16, SI
	CMPQ SI, CX
	JNE dot
	VPXOR Y14, Y14, Y14
	VPUNPCKLDQ Y14, Y12, Y0 // to 64 bits
	VPUNPCKHDQ Y14, Y12, Y1
	VPADDQ Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDQ X1, X0, X0
	VPSRLDQ $8, X0, X1
	VPADDQ X1, X0, X0
	VMOVQ X0, (DI)
	VZEROUPPER
	RET

// For VPMADDUBSW: the weights of 32 bytes in Adler's second sum, pairs as they are,
// and the first of a pair less the second.
DATA falling<>+0(SB)/8, $0x191a1b1c1d1e1f20
DATA falling<>+8(SB)/8, $0x1112131415161718
DATA falling<>+16(SB)/8, $0x090a0b0c0d0e0f10
DATA falling<>+24(SB)/8, $0x0102030405060708
GLOBL falling<>(SB), RODATA|NOPTR, $32
DATA singly<>+0(SB)/4, $0x01010101
GLOBL singly<>(SB), RODATA|NOPTR, $4
DATA lesser<>+0(SB)/4, $0xff01ff01
GLOBL lesser<>(SB), RODATA|NOPTR, $4
DATA words<>+0(SB)/4, $0x00010001
GLOBL words<>(SB), RODATA|NOPTR, $4
DATA twos<>+0(SB)/4, $0x00020002
GLOBL twos<>(SB), RODATA|NOPTR, $4

// func adlerAVX2(sums *[3][8]uint32, p *byte, n int)
TEXT ·adlerAVX2(SB), NOSPLIT, $0-24
	MOVQ sums+0(FP), DI
	MOVQ p+8(FP), AX
	MOVQ n+16(FP), CX
	VMOVDQU falling<>(SB), Y14
	VPBROADCASTD words<>(SB), Y15
	VPXOR Y13, Y13, Y13
	VPXOR Y1, Y1, Y1 // bytes
	VPXOR Y2, Y2, Y2 // weighed bytes
	VPXOR Y3, Y3, Y3 // sums of bytes before each 32
	XORQ SI, SI
adler:
	VMOVDQU (AX)(SI*1), Y0
	VPADDD Y1, Y3, Y3
	VPSADBW Y13, Y0, Y4
	VPMADDUBSW Y14, Y0, Y5
	VPMADDWD Y15, Y5, Y5
	VPADDD Y4, Y1, Y1
	VPADDD Y5, Y2, Y2
	ADDQ $32, SI
	CMPQ SI, CX
	JNE adler
	VMOVDQU Y1, (DI)
	VMOVDQU Y2, 32(DI)
	VMOVDQU Y3, 64(DI)
	VZEROUPPER
	RET

// func halveAVX2(squares *[8]uint32, to, up, down *byte, n int)
TEXT ·halveAVX2(SB), NOSPLIT, $0-40
	MOVQ squares+0(FP), DX
	MOVQ to+8(FP), DI
	MOVQ up+16(FP), AX
	MOVQ down+24(FP), BX
	MOVQ n+32(FP), CX
	VPBROADCASTD singly<>(SB), Y15
	VPBROADCASTD lesser<>(SB), Y14
	VPBROADCASTD twos<>(SB), Y13
	VPXOR Y12, Y12, Y12
	XORQ SI, SI
halve:
	VMOVDQU (AX)(SI*2), Y0
	VMOVDQU (BX)(SI*2), Y1
	VPMADDUBSW Y15, Y0, Y2
	VPMADDUBSW Y15, Y1, Y3
	VPMADDUBSW Y14, Y0, Y4
	VPMADDUBSW Y14, Y1, Y5
	VPADDW Y3, Y2, Y2
	VPADDW Y13, Y2, Y2
	VPSRLW $2, Y2, Y2
	VPACKUSWB Y2, Y2, Y2
	VPERMQ $0xd8, Y2, Y2
	VMOVDQU X2, (DI)(SI*1)
	VPSUBW Y5, Y4, Y4
	VPMADDWD Y4, Y4, Y4
	VPADDD Y4, Y12, Y12
	ADDQ $16, SI
	CMPQ SI, CX
	JNE halve
	VMOVDQU Y12, (DX)
	VZEROUPPER
	RET

// func atLeastAVX2(bits *uint64, steps *uint16, n, least int)
TEXT ·atLeastAVX2(SB), NOSPLIT, $0-32
	MOVQ bits+0(FP), DI
	MOVQ steps+8(FP), SI
	MOVQ n+16(FP), CX
	VMOVQ least+24(FP), X15
	VPBROADCASTW X15, Y15
atLeast:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	VPMAXUW Y15, Y0, Y2
	VPMAXUW Y15, Y1, Y3
	VPCMPEQW Y2, Y0, Y0
	VPCMPEQW Y3, Y1, Y1
	VPACKSSWB Y1, Y0, Y0
	VPERMQ $0xd8, Y0, Y0
	VPMOVMSKB Y0, R8
	MOVL R8, (DI)
	ADDQ $64, SI
	ADDQ $4, DI
	SUBQ $32, CX
	JNZ atLeast
	VZEROUPPER
	RET

// ASK leaves all ones where the feature of a node is at most its limit.
#define ASK(node, to) \
	MOVBLZX node(SI), R8; \
	SHLQ $5, R8; \
	VBROADCASTSS 8+4*node(SI), to; \
	VCMPPS $13, (AX)(R8*1), to, to

// LEAVES gives the left of two leaves where the answer says so, else the right one.
#define LEAVES(left, answer, to) \
	VBROADCASTSS 36+4*left(SI), Y8; \
	VBROADCASTSS 40+4*left(SI), Y9; \
	VBLENDVPS answer, Y8, Y9, to

// func treesAVX2(sums *[8]float64, features *[128][8]float32, trees *Tree, n int)
TEXT ·treesAVX2(SB), NOSPLIT, $0-32
	MOVQ sums+0(FP), DI
	MOVQ features+8(FP), AX
	MOVQ trees+16(FP), SI
	MOVQ n+24(FP), CX
	VXORPD Y14, Y14, Y14
	VXORPD Y15, Y15, Y15
trees:
	ASK(0, Y0)
	ASK(1, Y1)
	ASK(2, Y2)
	ASK(3, Y3)
	ASK(4, Y4)
	ASK(5, Y5)
	ASK(6, Y6)
	LEAVES(0, Y3, Y3)
	LEAVES(2, Y4, Y4)
	LEAVES(4, Y5, Y5)
	LEAVES(6, Y6, Y6)
	VBLENDVPS Y1, Y3, Y4, Y1
	VBLENDVPS Y2, Y5, Y6, Y2
	VBLENDVPS Y0, Y1, Y2, Y0
	VCVTPS2PD X0, Y1
	VEXTRACTF128 $1, Y0, X0
	VCVTPS2PD X0, Y2
	VADDPD Y1, Y14, Y14
	VADDPD Y2, Y15, Y15
	ADDQ $68, SI
	DECQ CX
	JNZ trees
	VMOVUPD Y14, (DI)
	VMOVUPD Y15, 32(DI)
	VZEROUPPER
	RET
