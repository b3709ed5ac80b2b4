import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite struct FourierTransformTests {
  @Test(arguments: [2, 4, 8, 64, 1024, 1 << 16])
  func `agrees with the sum that defines it, and inverts itself`(size: Int) {
    var generator = SplitMix64(seed: UInt64(size))
    let values = (0..<size).map { _ in Double.random(in: -1...1, using: &generator) }
    let transform = FourierTransform(size: size)
    let (real, imaginary) = transform.spectrum(of: values)
    for frequency in Swift.stride(from: 0, through: size / 2, by: max(1, size / 16)) {
      var (re, im) = (0.0, 0.0)
      for (k, value) in values.enumerated() {
        let angle = LatticeAngle.angle(frequency, times: k, modulus: size)
        re += value * cos(angle)
        im += value * sin(angle)
      }
      #expect(abs(real[frequency] - re) < 1e-12 * Double(size))
      #expect(abs(imaginary[frequency] - im) < 1e-12 * Double(size))
    }
    let back = transform.values(real: real, imaginary: imaginary)
    #expect(zip(values, back).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  @Test func `any number of threads gives the same bits`() {
    var generator = SplitMix64(seed: 8)
    let values = (0..<(1 << 16)).map { _ in Double.random(in: -1...1, using: &generator) }
    let one = FourierTransform(size: 1 << 16).spectrum(of: values)
    for threads in [2, 8] {
      let many = FourierTransform(size: 1 << 16, split: WorkSplit(threads: threads))
        .spectrum(of: values)
      #expect(many.real == one.real && many.imaginary == one.imaginary)
    }
  }
}
