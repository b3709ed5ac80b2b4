import RealModule

/// The discrete Fourier transform of real data, for sizes that are powers of two.
///
/// A real sequence of length N is packed into a complex one of length N / 2 (even entries real, odd
/// entries imaginary), which a radix-2 decimation in time transforms. Twiddle factors are computed
/// one by one from reduced angles, so that their error does not grow with N. A long transform is
/// made of four of a quarter of the length, which fit the cache and run on as many threads as there
/// are; whether it is depends on the length alone, so every number of threads gives the same bits.
struct FourierTransform {
  /// The number of real points, a power of two, at least 2.
  let size: Int
  /// cos and sin of 2 pi k / size for k < size / 2.
  private let cosines: [Double]
  private let sines: [Double]
  private let split: WorkSplit

  /// Prepares transforms of a size.
  init(size: Int, split: WorkSplit = .sequential) {
    precondition(size >= 2 && size & (size - 1) == 0, "the size is a power of two")
    self.size = size
    self.split = split
    let quarter = size / 4
    var cosines = [Double](repeating: 0, count: size / 2)
    var sines = [Double](repeating: 0, count: size / 2)
    // One quarter turn is computed; the second follows by symmetry.
    for k in 0..<max(1, quarter) {
      let angle = 2 * Double.pi * Double(k) / Double(size)
      cosines[k] = Double.cos(angle)
      sines[k] = Double.sin(angle)
      if quarter > 0 {
        cosines[k + quarter] = -sines[k]
        sines[k + quarter] = cosines[k]
      }
    }
    self.cosines = cosines
    self.sines = sines
  }

  /// Half of the spectrum, frequencies 0...size / 2: sum of x e^(+2 pi i j k / size), the sign of a
  /// characteristic function.
  func spectrum(of values: [Double]) -> (real: [Double], imaginary: [Double]) {
    precondition(values.count == size, "the size of the transform")
    let half = size / 2
    var re = [Double](repeating: 0, count: half)
    var im = [Double](repeating: 0, count: half)
    for k in 0..<half {
      re[k] = values[2 * k]
      im[k] = values[2 * k + 1]
    }
    transform(&re, &im)
    var real = [Double](repeating: 0, count: half + 1)
    var imaginary = [Double](repeating: 0, count: half + 1)
    real[0] = re[0] + im[0]
    real[half] = re[0] - im[0]
    for k in 1..<max(1, half) {
      let (mirrorRe, mirrorIm) = (re[half - k], -im[half - k])
      let (evenRe, evenIm) = ((re[k] + mirrorRe) / 2, (im[k] + mirrorIm) / 2)
      // (z - mirror) / 2i is the transform of the odd entries.
      let (oddRe, oddIm) = ((im[k] - mirrorIm) / 2, (mirrorRe - re[k]) / 2)
      real[k] = evenRe + oddRe * cosines[k] - oddIm * sines[k]
      imaginary[k] = evenIm + oddRe * sines[k] + oddIm * cosines[k]
    }
    return (real, imaginary)
  }

  /// The real sequence with this half spectrum: the inverse of ``spectrum(of:)``.
  func values(real: [Double], imaginary: [Double]) -> [Double] {
    let half = size / 2
    precondition(real.count == half + 1 && imaginary.count == half + 1, "half a spectrum")
    var re = [Double](repeating: 0, count: half)
    var im = [Double](repeating: 0, count: half)
    for k in 0..<half {
      let (mirrorRe, mirrorIm) = (real[half - k], -imaginary[half - k])
      let (evenRe, evenIm) = ((real[k] + mirrorRe) / 2, (imaginary[k] + mirrorIm) / 2)
      let (differenceRe, differenceIm) = (
        (real[k] - mirrorRe) / 2, (imaginary[k] - mirrorIm) / 2
      )
      let oddRe = differenceRe * cosines[k] + differenceIm * sines[k]
      let oddIm = differenceIm * cosines[k] - differenceRe * sines[k]
      // z = even + i odd; conjugated, so that the forward transform inverts it.
      re[k] = evenRe - oddIm
      im[k] = -(evenIm + oddRe)
    }
    transform(&re, &im)
    var values = [Double](repeating: 0, count: size)
    let scale = 1 / Double(half)
    for k in 0..<half {
      values[2 * k] = re[k] * scale
      values[2 * k + 1] = -im[k] * scale
    }
    return values
  }

  /// Above this length the quarters are transformed apart: they fit the cache, and the threads.
  private static let splitLength = 1 << 14

  /// In place, length size / 2, with e^(+2 pi i / length).
  private func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    let length = real.count
    guard length > Self.splitLength else {
      radix2(&real, &imaginary)
      return
    }
    let (re, im) = (real, imaginary)
    let quarter = length / 4
    let parts = split.map(blocks: 4) { part in
      var partRe = [Double](repeating: 0, count: quarter)
      var partIm = [Double](repeating: 0, count: quarter)
      for k in 0..<quarter {
        partRe[k] = re[4 * k + part]
        partIm[k] = im[4 * k + part]
      }
      radix2(&partRe, &partIm)
      return (real: partRe, imaginary: partIm)
    }
    for k in 0..<quarter {
      let (aRe, aIm) = (parts[0].real[k], parts[0].imaginary[k])
      let (bRe, bIm) = turned(parts[1].real[k], parts[1].imaginary[k], by: k, of: length)
      let (cRe, cIm) = turned(parts[2].real[k], parts[2].imaginary[k], by: 2 * k, of: length)
      let (dRe, dIm) = turned(parts[3].real[k], parts[3].imaginary[k], by: 3 * k, of: length)
      let (evenRe, evenIm, oddRe, oddIm) = (aRe + cRe, aIm + cIm, bRe + dRe, bIm + dIm)
      let (crossRe, crossIm, sideRe, sideIm) = (aRe - cRe, aIm - cIm, bRe - dRe, bIm - dIm)
      real[k] = evenRe + oddRe
      imaginary[k] = evenIm + oddIm
      real[k + quarter] = crossRe - sideIm
      imaginary[k + quarter] = crossIm + sideRe
      real[k + 2 * quarter] = evenRe - oddRe
      imaginary[k + 2 * quarter] = evenIm - oddIm
      real[k + 3 * quarter] = crossRe + sideIm
      imaginary[k + 3 * quarter] = crossIm - sideRe
    }
  }

  /// A number times e^(2 pi i m / length), length = size / 2 and m below it.
  private func turned(
    _ re: Double, _ im: Double, by m: Int, of length: Int
  ) -> (Double, Double) {
    // The table holds half a turn; the other half is its negative.
    let half = m >= length / 2
    let index = 2 * (half ? m - length / 2 : m)
    let (c, s) = (half ? -cosines[index] : cosines[index], half ? -sines[index] : sines[index])
    return (re * c - im * s, re * s + im * c)
  }

  /// In place, any power of two up to size / 2, with e^(+2 pi i / length).
  private func radix2(_ real: inout [Double], _ imaginary: inout [Double]) {
    let length = real.count
    guard length > 1 else { return }
    Self.reverseBits(&real, &imaginary)
    // Bounds checks would double the time of this loop; every index is below `length` by
    // construction of the spans and below size / 2 for the factors.
    real.withUnsafeMutableBufferPointer { re in
      imaginary.withUnsafeMutableBufferPointer { im in
        cosines.withUnsafeBufferPointer { cosine in
          sines.withUnsafeBufferPointer { sine in
            var span = 1
            while span < length {
              let stride = size / (2 * span)
              var start = 0
              while start < length {
                var factor = 0
                for low in start..<(start + span) {
                  let high = low + span
                  let (c, s) = (cosine[factor], sine[factor])
                  let turnedRe = re[high] * c - im[high] * s
                  let turnedIm = re[high] * s + im[high] * c
                  re[high] = re[low] - turnedRe
                  im[high] = im[low] - turnedIm
                  re[low] += turnedRe
                  im[low] += turnedIm
                  factor += stride
                }
                start += 2 * span
              }
              span *= 2
            }
          }
        }
      }
    }
  }

  private static func reverseBits(_ real: inout [Double], _ imaginary: inout [Double]) {
    let length = real.count
    var reversed = 0
    for index in 0..<length {
      if index < reversed {
        real.swapAt(index, reversed)
        imaginary.swapAt(index, reversed)
      }
      var bit = length >> 1
      while bit > 0, reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
    }
  }
}
