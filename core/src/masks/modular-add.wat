;; Adds or subtracts two arrays of 32-bit words modulo 2^32, in place on the first. Addresses are in bytes and need
;; no alignment. Assembled by core/scripts/assemble.mjs into modular-add-bytes.ts.
(module
  ;; 64 KiB of accumulator and 64 KiB of mask.
  (memory (export "memory") 2)

  (func (export "add") (param $accumulator i32) (param $mask i32) (param $words i32)
    (local $end i32)
    ;; Sixteen words at a time: four vectors.
    (local.set $end
      (i32.add (local.get $accumulator) (i32.shl (i32.and (local.get $words) (i32.const -16)) (i32.const 2))))
    (block $blocksDone
      (loop $blocks
        (br_if $blocksDone (i32.ge_u (local.get $accumulator) (local.get $end)))
        (v128.store (local.get $accumulator)
          (i32x4.add (v128.load (local.get $accumulator)) (v128.load (local.get $mask))))
        (v128.store offset=16 (local.get $accumulator)
          (i32x4.add (v128.load offset=16 (local.get $accumulator)) (v128.load offset=16 (local.get $mask))))
        (v128.store offset=32 (local.get $accumulator)
          (i32x4.add (v128.load offset=32 (local.get $accumulator)) (v128.load offset=32 (local.get $mask))))
        (v128.store offset=48 (local.get $accumulator)
          (i32x4.add (v128.load offset=48 (local.get $accumulator)) (v128.load offset=48 (local.get $mask))))
        (local.set $accumulator (i32.add (local.get $accumulator) (i32.const 64)))
        (local.set $mask (i32.add (local.get $mask) (i32.const 64)))
        (br $blocks)))
    ;; What is left, word by word.
    (local.set $end
      (i32.add (local.get $end) (i32.shl (i32.and (local.get $words) (i32.const 15)) (i32.const 2))))
    (block $wordsDone
      (loop $rest
        (br_if $wordsDone (i32.ge_u (local.get $accumulator) (local.get $end)))
        (i32.store (local.get $accumulator)
          (i32.add (i32.load (local.get $accumulator)) (i32.load (local.get $mask))))
        (local.set $accumulator (i32.add (local.get $accumulator) (i32.const 4)))
        (local.set $mask (i32.add (local.get $mask) (i32.const 4)))
        (br $rest))))

  (func (export "subtract") (param $accumulator i32) (param $mask i32) (param $words i32)
    (local $end i32)
    (local.set $end
      (i32.add (local.get $accumulator) (i32.shl (i32.and (local.get $words) (i32.const -16)) (i32.const 2))))
    (block $blocksDone
      (loop $blocks
        (br_if $blocksDone (i32.ge_u (local.get $accumulator) (local.get $end)))
        (v128.store (local.get $accumulator)
          (i32x4.sub (v128.load (local.get $accumulator)) (v128.load (local.get $mask))))
        (v128.store offset=16 (local.get $accumulator)
          (i32x4.sub (v128.load offset=16 (local.get $accumulator)) (v128.load offset=16 (local.get $mask))))
        (v128.store offset=32 (local.get $accumulator)
          (i32x4.sub (v128.load offset=32 (local.get $accumulator)) (v128.load offset=32 (local.get $mask))))
        (v128.store offset=48 (local.get $accumulator)
          (i32x4.sub (v128.load offset=48 (local.get $accumulator)) (v128.load offset=48 (local.get $mask))))
        (local.set $accumulator (i32.add (local.get $accumulator) (i32.const 64)))
        (local.set $mask (i32.add (local.get $mask) (i32.const 64)))
        (br $blocks)))
    (local.set $end
      (i32.add (local.get $end) (i32.shl (i32.and (local.get $words) (i32.const 15)) (i32.const 2))))
    (block $wordsDone
      (loop $rest
        (br_if $wordsDone (i32.ge_u (local.get $accumulator) (local.get $end)))
        (i32.store (local.get $accumulator)
          (i32.sub (i32.load (local.get $accumulator)) (i32.load (local.get $mask))))
        (local.set $accumulator (i32.add (local.get $accumulator) (i32.const 4)))
        (local.set $mask (i32.add (local.get $mask) (i32.const 4)))
        (br $rest)))))
