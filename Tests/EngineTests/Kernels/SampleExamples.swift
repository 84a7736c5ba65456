import Engine
import EngineTestSupport

/// Shapes about every edge of the kernels: one pixel, one row, one column, rows shorter and longer than a vector and than
/// a chunk, pictures small and large, and enough points for two threads; points inside, outside, on pixels and halfway.
extension SampleExample {
  static func all() throws -> [SampleExample] { try sampled() + resized() + affineGrids() }

  /// Those with points of their own.
  static func sampled() throws -> [SampleExample] { try grids() + affines() }

  private static func grids() throws -> [SampleExample] {
    let shapes: [(picture: [Int], grid: [Int])] = [
      ([4, 3], [3, 4, 2]), ([1, 1], [2, 3, 2]), ([2, 1, 4], [5, 5, 2]), ([1, 5, 1], [3, 7, 2]),
      ([2, 3, 5, 6], [2, 7, 9, 2]), ([3, 2, 7, 5], [16, 17, 2]), ([2, 40, 3, 3], [2, 3, 3, 2]),
      ([0, 2, 3, 3], [0, 2, 2, 2]), ([0, 2, 3, 3], [2, 2, 2]),
    ]
    var list: [SampleExample] = []
    for mode in GridSample.Mode.allCases {
      for padding in GridSample.PaddingMode.allCases {
        for align in [false, true] {
          let sampling = GridSample(mode: mode, paddingMode: padding, alignCorners: align)
          for (picture, grid) in shapes {
            list.append(try .grid(sampling, picture, try Examples.tensor(grid, from: -1.4, to: 1.4, seed: 3)))
          }
          list.append(try .grid(sampling, [2, 4, 5], try between(rows: 4, columns: 5, align)))
          list.append(try .grid(sampling, [3, 3], try Examples.tensor([9, 9, 2], from: -9, to: 9, seed: 4)))
        }
      }
      let large = GridSample(mode: mode)
      list.append(
        try .grid(large, [8, 3, 28, 28], try Examples.tensor([8, 28, 28, 2], from: -1.2, to: 1.2)))
      list.append(try .grid(large, [1, 2, 181, 190], try Examples.tensor([1, 80, 130, 2])))
    }
    return list
  }

  /// Every pixel, every place halfway between two, and a ring of them outside.
  private static func between(rows: Int, columns: Int, _ align: Bool) throws -> Tensor {
    func coordinates(_ size: Int) -> [Double] {
      (-4...2 * size + 2).map {
        align ? Double($0) / Double(size - 1) - 1 : Double($0 + 1) / Double(size) - 1
      }
    }
    let (ys, xs) = (coordinates(rows), coordinates(columns))
    return try Tensor(ys.flatMap { y in xs.flatMap { [$0, y] } }, [ys.count, xs.count, 2])
  }

  private static func affines() throws -> [SampleExample] {
    var list: [SampleExample] = []
    let near = try Tensor([0.9, 0.2, -0.4, -0.25, 1.1, 0.7], [2, 3])
    let halves = try Tensor([1, 0.5, -0.5, -0.5, 1, 0.5], [2, 3])
    let batch = try Examples.tensor([3, 2, 3], from: -1.5, to: 1.5, seed: 8)
    for mode in Affine.Mode.allCases {
      for padding in GridSample.PaddingMode.allCases {
        let affine = Affine(mode: mode, paddingMode: padding)
        let larger = Affine(size: Pair(9, 35), mode: mode, paddingMode: padding)
        for theta in [near, halves] {
          list.append(try .affine(affine, [5, 7], theta))
          list.append(try .affine(affine, [1, 1], theta))
          list.append(try .affine(larger, [2, 3, 6, 1], theta))
        }
        list.append(try .affine(larger, [3, 2, 5, 4], batch))
        list.append(try .affine(affine, [3, 1, 100, 90], batch))
        list.append(try .affine(affine, [0, 1, 4, 4], try Tensor(zeros: [0, 2, 3], .float64)))
      }
    }
    return list
  }

  private static func resized() throws -> [SampleExample] {
    var list: [SampleExample] = []
    for mode in Resize.Mode.allCases {
      for picture in [[4, 5], [1, 1], [2, 3, 7], [2, 3, 9, 1], [0, 1, 2, 2], [4, 8, 20, 21]] {
        for target in [Resize.Target.size(Pair(3, 17)), .scale(1), .scale(rows: 2, columns: 4.3)] {
          list.append(try .resize(Resize(target, mode: mode), picture))
          guard mode == .bilinear else { continue }
          list.append(try .resize(Resize(target, mode: mode, alignCorners: true), picture))
        }
      }
    }
    return list
  }

  private static func affineGrids() throws -> [SampleExample] {
    let one = try Examples.tensor([2, 3], seed: 9)
    let many = try Examples.tensor([64, 2, 3], seed: 10)
    let none = try Tensor(zeros: [0, 2, 3], .float64)
    return [false, true].flatMap { align in
      [[1, 1], [1, 9], [9, 1], [2, 16], [3, 17], [8, 8], [5, 33]].map {
        affineGrid(AffineGrid(size: $0, alignCorners: align), one)
      } + [
        affineGrid(AffineGrid(size: [28, 28], alignCorners: align), many),
        affineGrid(AffineGrid(size: [300, 301], alignCorners: align), one),
        affineGrid(AffineGrid(size: [3, 3], alignCorners: align), none),
      ]
    }
  }
}
