/*
 * The inner loops of encoder.ts, for WebAssembly with SIMD. make-encoder.ts compiles this into encoder.bin; nothing else needs
 * a compiler. encoder.test.ts compares it with the same sums in plain JavaScript.
 */
#include <wasm_simd128.h>

/* Rounds each token's numbers to 15 bits: 1,536 products of such a number and a weight of 8 bits fit into a lane of 32. */
__attribute__((export_name("round_inputs"))) void round_inputs(const float *x, short *rounded, float *scale, int inputs,
                                                               int tokens) {
  for (int t = 0; t < tokens; t++, x += inputs, rounded += inputs) {
    float most = 0;
    for (int i = 0; i < inputs; i++) {
      float value = __builtin_fabsf(x[i]);
      if (value > most) most = value;
    }
    scale[t] = most / 16383;
    float factor = most > 0 ? 16383 / most : 0;
    for (int i = 0; i < inputs; i++) rounded[i] = (short)__builtin_rintf(x[i] * factor);
  }
}

static inline float sum_of(v128_t sums) {
  return (float)(wasm_i32x4_extract_lane(sums, 0) + wasm_i32x4_extract_lane(sums, 1) + wasm_i32x4_extract_lane(sums, 2) +
                 wasm_i32x4_extract_lane(sums, 3));
}

/* y[token][row] = bias[row] + sum over i of w[row][i] * x[token][i]; `rows` is even, `inputs` a multiple of 8. */
__attribute__((export_name("multiply"))) void multiply(const signed char *w, const float *w_scale, const float *bias,
                                                       const short *x, const float *x_scale, float *y, int rows,
                                                       int inputs, int tokens) {
  for (int r = 0; r < rows; r += 2) {
    const signed char *w0 = w + r * inputs, *w1 = w0 + inputs;
    int t = 0;
    for (; t + 3 < tokens; t += 4) {
      const short *x0 = x + t * inputs, *x1 = x0 + inputs, *x2 = x1 + inputs, *x3 = x2 + inputs;
      v128_t a0 = wasm_i32x4_splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      for (int i = 0; i < inputs; i += 8) {
        v128_t u = wasm_i16x8_load8x8(w0 + i), v = wasm_i16x8_load8x8(w1 + i);
        v128_t p = wasm_v128_load(x0 + i), q = wasm_v128_load(x1 + i);
        v128_t s = wasm_v128_load(x2 + i), z = wasm_v128_load(x3 + i);
        a0 = wasm_i32x4_add(a0, wasm_i32x4_dot_i16x8(u, p));
        a1 = wasm_i32x4_add(a1, wasm_i32x4_dot_i16x8(u, q));
        a2 = wasm_i32x4_add(a2, wasm_i32x4_dot_i16x8(u, s));
        a3 = wasm_i32x4_add(a3, wasm_i32x4_dot_i16x8(u, z));
        b0 = wasm_i32x4_add(b0, wasm_i32x4_dot_i16x8(v, p));
        b1 = wasm_i32x4_add(b1, wasm_i32x4_dot_i16x8(v, q));
        b2 = wasm_i32x4_add(b2, wasm_i32x4_dot_i16x8(v, s));
        b3 = wasm_i32x4_add(b3, wasm_i32x4_dot_i16x8(v, z));
      }
      v128_t a[4] = {a0, a1, a2, a3}, b[4] = {b0, b1, b2, b3};
      for (int k = 0; k < 4; k++) {
        float *to = y + (t + k) * rows + r;
        to[0] = bias[r] + sum_of(a[k]) * w_scale[r] * x_scale[t + k];
        to[1] = bias[r + 1] + sum_of(b[k]) * w_scale[r + 1] * x_scale[t + k];
      }
    }
    for (; t < tokens; t++) {
      const short *x0 = x + t * inputs;
      v128_t a0 = wasm_i32x4_splat(0), b0 = a0;
      for (int i = 0; i < inputs; i += 8) {
        v128_t p = wasm_v128_load(x0 + i);
        a0 = wasm_i32x4_add(a0, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(w0 + i), p));
        b0 = wasm_i32x4_add(b0, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(w1 + i), p));
      }
      float *to = y + t * rows + r;
      to[0] = bias[r] + sum_of(a0) * w_scale[r] * x_scale[t];
      to[1] = bias[r + 1] + sum_of(b0) * w_scale[r + 1] * x_scale[t];
    }
  }
}
