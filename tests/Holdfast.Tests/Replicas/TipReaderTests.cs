using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Replicas;

namespace Holdfast.Tests.Replicas;

/// <summary>
/// Where a replica begins while the history is trimmed. The oldest revision was read before the oldest position: a
/// trimming between gave an empty document at the later position.
/// </summary>
public sealed class TipReaderTests
{
    [Fact]
    public void Newest_TrimmedBetweenTheLooks_IsTheCheckpoint()
    {
        Tip tip = new TipReader(new LogTrimmedMeanwhile()).Newest();
        Assert.Equal((500, new LogPosition(900)), (tip.Revision, tip.Position));
    }

    [Fact]
    public void At_TrimmedBetweenTheLooks_IsTrimmed()
    {
        var reader = new TipReader(new LogTrimmedMeanwhile());
        Assert.Equal(ErrorCode.TrimmedRevision, Assert.Throws<HoldfastOperationException>(() => reader.At(100)).Code);
    }

    /// <summary>
    /// A log that gets its first checkpoint, and is trimmed to it, once somebody looked where it begins.
    /// </summary>
    private sealed class LogTrimmedMeanwhile : Log
    {
        public static readonly Tip Kept = Tip.Start(new LogPosition(900)) with { Revision = 500 };
        private bool _isTrimmed;

        public override string Name => "orders";

        public override LogPosition Tail => Kept.Position;

        public override LogPosition Durable => Kept.Position;

        public override long DurableRevision => Kept.Revision;

        public override LogPosition Oldest => ThenTrim(_isTrimmed ? Kept.Position : default);

        public override long OldestRevision => ThenTrim(_isTrimmed ? Kept.Revision + 1 : 1);

        public override Exception? Fault => null;

        public override bool IsRemoved => false;

        public override bool IsWatched { get; set; }

        public override Checkpoint? OpenCheckpoint(long atOrBelow)
        {
            if (!_isTrimmed || atOrBelow < Kept.Revision) return null;

            var companion = new MemoryStream();
            CompanionFormat.Write(Kept, companion);
            companion.Position = 0;
            return new Checkpoint(Kept.Revision, Kept.Position, new MemoryStream("{}"u8.ToArray()), companion);
        }

        public override LogPosition Read(LogPosition from, RecordVisitor visitor) => from;

        public override LogPosition Locate(long revision) => throw new NotSupportedException();

        public override void SaveCheckpoint(
            long revision, LogPosition position, Action<Stream> document, Action<Stream> companion) =>
            throw new NotSupportedException();

        public override Retention? GetRetention() => null;

        public override void SetRetention(Retention? retention) => throw new NotSupportedException();

        public override bool TrySetRetention(Retention retention) => throw new NotSupportedException();

        public override void Flush(LogPosition upTo) => throw new NotSupportedException();

        public override ValueTask FlushAsync(LogPosition upTo, CancellationToken token) =>
            throw new NotSupportedException();

        private T ThenTrim<T>(T answer)
        {
            _isTrimmed = true;
            return answer;
        }
    }
}
