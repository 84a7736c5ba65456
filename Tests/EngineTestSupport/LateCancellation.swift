import Engine
import Foundation
import Synchronization

/// A cancellation flag that another thread raises after a while, and how late it is since.
public final class LateCancellation: Sendable {
  public let cancellation = Cancellation()
  private let raised = Mutex(ContinuousClock.now)

  /// The thread is one of the system's: tasks would wait for the test that keeps their threads busy.
  public init(after seconds: Double) {
    Thread.detachNewThread { [self] in
      Thread.sleep(forTimeInterval: seconds)
      raised.withLock { $0 = .now }
      cancellation.raise()
    }
  }

  /// How long ago the word was raised.
  public var lateness: Duration { raised.withLock { ContinuousClock.now - $0 } }
}
