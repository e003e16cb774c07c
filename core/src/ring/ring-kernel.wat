;; Packed integers of an update, 16 at a time: what a coordinator looks at before it adds them, and the adding. Addresses
;; are in bytes and need no alignment. The unpacking is written out wherever it is needed: V8 calls functions of a module
;; instead of inlining them, which made these loops three times slower. Assembled by core/scripts/assemble.mjs into
;; ring-kernel-bytes.ts.
(module
  ;; The sum and the update.
  (memory (import "ring" "memory") 1)

  ;; sum[i] += the i-th packed 24-bit integer. Three bytes are shuffled into the upper part of a word and shifted down,
  ;; which extends their sign. Reads four bytes past the last integer.
  (func (export "add24") (param $sum i32) (param $at i32) (param $blocks i32)
    (local $end i32) (local $bytes v128)
    (local.set $end (i32.add (local.get $sum) (i32.shl (local.get $blocks) (i32.const 6))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $sum) (local.get $end)))
        (v128.store (local.get $sum)
          (i32x4.add (v128.load (local.get $sum))
            (i32x4.shr_s
              (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
                  (local.tee $bytes (v128.load align=1 (local.get $at))) (local.get $bytes))
              (i32.const 8))))
        (v128.store offset=16 (local.get $sum)
          (i32x4.add (v128.load offset=16 (local.get $sum))
            (i32x4.shr_s
              (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
                  (local.tee $bytes (v128.load offset=12 align=1 (local.get $at))) (local.get $bytes))
              (i32.const 8))))
        (v128.store offset=32 (local.get $sum)
          (i32x4.add (v128.load offset=32 (local.get $sum))
            (i32x4.shr_s
              (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
                  (local.tee $bytes (v128.load offset=24 align=1 (local.get $at))) (local.get $bytes))
              (i32.const 8))))
        (v128.store offset=48 (local.get $sum)
          (i32x4.add (v128.load offset=48 (local.get $sum))
            (i32x4.shr_s
              (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
                  (local.tee $bytes (v128.load offset=36 align=1 (local.get $at))) (local.get $bytes))
              (i32.const 8))))
        (local.set $sum (i32.add (local.get $sum) (i32.const 64)))
        (local.set $at (i32.add (local.get $at) (i32.const 48)))
        (br $next))))

  ;; The same with 32 bits.
  (func (export "add32") (param $sum i32) (param $at i32) (param $blocks i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $sum) (i32.shl (local.get $blocks) (i32.const 6))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $sum) (local.get $end)))
        (v128.store (local.get $sum)
          (i32x4.add (v128.load (local.get $sum))
            (v128.load align=1 (local.get $at))))
        (v128.store offset=16 (local.get $sum)
          (i32x4.add (v128.load offset=16 (local.get $sum))
            (v128.load offset=16 align=1 (local.get $at))))
        (v128.store offset=32 (local.get $sum)
          (i32x4.add (v128.load offset=32 (local.get $sum))
            (v128.load offset=32 align=1 (local.get $at))))
        (v128.store offset=48 (local.get $sum)
          (i32x4.add (v128.load offset=48 (local.get $sum))
            (v128.load offset=48 align=1 (local.get $at))))
        (local.set $sum (i32.add (local.get $sum) (i32.const 64)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $next))))

  ;; The largest absolute value, as an unsigned word, and the sum of squares, in doubles as no sum of integers that size
  ;; would be free of wrapping. Eight running sums: the next addition to one need not wait for the one before.
  (func (export "statistics24") (param $at i32) (param $blocks i32) (result i32 f64)
    (local $end i32) (local $four v128) (local $two v128) (local $peak v128) (local $bytes v128)
    (local $low0 v128) (local $high0 v128) (local $low1 v128) (local $high1 v128) (local $low2 v128) (local $high2 v128) (local $low3 v128) (local $high3 v128)
    (local.set $end (i32.add (local.get $at) (i32.mul (local.get $blocks) (i32.const 48))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $four
          (i32x4.shr_s
            (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
              (local.tee $bytes (v128.load align=1 (local.get $at))) (local.get $bytes))
            (i32.const 8)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low0 (f64x2.add (local.get $low0) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high0 (f64x2.add (local.get $high0) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $four
          (i32x4.shr_s
            (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
              (local.tee $bytes (v128.load offset=12 align=1 (local.get $at))) (local.get $bytes))
            (i32.const 8)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low1 (f64x2.add (local.get $low1) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high1 (f64x2.add (local.get $high1) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $four
          (i32x4.shr_s
            (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
              (local.tee $bytes (v128.load offset=24 align=1 (local.get $at))) (local.get $bytes))
            (i32.const 8)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low2 (f64x2.add (local.get $low2) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high2 (f64x2.add (local.get $high2) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $four
          (i32x4.shr_s
            (i8x16.shuffle 0 0 1 2 0 3 4 5 0 6 7 8 0 9 10 11
              (local.tee $bytes (v128.load offset=36 align=1 (local.get $at))) (local.get $bytes))
            (i32.const 8)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low3 (f64x2.add (local.get $low3) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high3 (f64x2.add (local.get $high3) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $at (i32.add (local.get $at) (i32.const 48)))
        (br $next)))
    (local.set $peak
      (i32x4.max_u (local.get $peak) (i64x2.splat (i64x2.extract_lane 1 (local.get $peak)))))
    (local.set $peak
      (i32x4.max_u (local.get $peak) (i32x4.splat (i32x4.extract_lane 1 (local.get $peak)))))
    (local.set $low0
      (f64x2.add
        (f64x2.add
          (f64x2.add (local.get $low0) (local.get $high0))
          (f64x2.add (local.get $low1) (local.get $high1)))
        (f64x2.add
          (f64x2.add (local.get $low2) (local.get $high2))
          (f64x2.add (local.get $low3) (local.get $high3)))))
    (i32x4.extract_lane 0 (local.get $peak))
    (f64.add (f64x2.extract_lane 0 (local.get $low0)) (f64x2.extract_lane 1 (local.get $low0))))

  ;; The same with 32 bits.
  (func (export "statistics32") (param $at i32) (param $blocks i32) (result i32 f64)
    (local $end i32) (local $four v128) (local $two v128) (local $peak v128)
    (local $low0 v128) (local $high0 v128) (local $low1 v128) (local $high1 v128) (local $low2 v128) (local $high2 v128) (local $low3 v128) (local $high3 v128)
    (local.set $end (i32.add (local.get $at) (i32.mul (local.get $blocks) (i32.const 64))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $four
          (v128.load align=1 (local.get $at)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low0 (f64x2.add (local.get $low0) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high0 (f64x2.add (local.get $high0) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $four
          (v128.load offset=16 align=1 (local.get $at)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low1 (f64x2.add (local.get $low1) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high1 (f64x2.add (local.get $high1) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $four
          (v128.load offset=32 align=1 (local.get $at)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low2 (f64x2.add (local.get $low2) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high2 (f64x2.add (local.get $high2) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $four
          (v128.load offset=48 align=1 (local.get $at)))
        (local.set $peak (i32x4.max_u (local.get $peak) (i32x4.abs (local.get $four))))
        (local.set $two (f64x2.convert_low_i32x4_s (local.get $four)))
        (local.set $low3 (f64x2.add (local.get $low3) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.convert_low_i32x4_s
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
        (local.set $high3 (f64x2.add (local.get $high3) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $next)))
    (local.set $peak
      (i32x4.max_u (local.get $peak) (i64x2.splat (i64x2.extract_lane 1 (local.get $peak)))))
    (local.set $peak
      (i32x4.max_u (local.get $peak) (i32x4.splat (i32x4.extract_lane 1 (local.get $peak)))))
    (local.set $low0
      (f64x2.add
        (f64x2.add
          (f64x2.add (local.get $low0) (local.get $high0))
          (f64x2.add (local.get $low1) (local.get $high1)))
        (f64x2.add
          (f64x2.add (local.get $low2) (local.get $high2))
          (f64x2.add (local.get $low3) (local.get $high3)))))
    (i32x4.extract_lane 0 (local.get $peak))
    (f64.add (f64x2.extract_lane 0 (local.get $low0)) (f64x2.extract_lane 1 (local.get $low0)))))
