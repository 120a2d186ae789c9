using Holdfast.Commits;
using Holdfast.Logs;

namespace Holdfast.Tests.Logs;

/// <summary>Makes, appends and reads records whose content tells their revision.</summary>
internal static class TestRecords
{
    public const int DefaultBytes = 45;

    /// <summary>A payload: a header, then bytes that follow from the revision.</summary>
    public static byte[] Make(long revision, int bytes = DefaultBytes)
    {
        byte[] payload = new byte[bytes];
        new RecordHeader(RecordKind.Commit, revision, 1_700_000_000_000_000 + revision).Write(payload);
        for (int place = RecordHeader.Length; place < bytes; place++)
        {
            payload[place] = (byte)((revision * 31) + place);
        }

        return payload;
    }

    /// <summary>Appends the records of consecutive revisions, in one step.</summary>
    public static LogPosition Append(Log log, long first, int count = 1, int bytes = DefaultBytes)
    {
        if (log is OrderedLog ordered)
        {
            LogPosition last = default;
            for (long revision = first; revision < first + count; revision++)
            {
                last = ordered.AppendAsync(Make(revision, bytes), CancellationToken.None)
                    .AsTask().GetAwaiter().GetResult();
            }

            return last;
        }

        var local = (LocalLog)log;
        local.EnterWriter(TimeSpan.FromSeconds(30), CancellationToken.None);
        try
        {
            for (long revision = first; revision < first + count; revision++)
            {
                local.Append(Make(revision, bytes));
            }

            return local.Publish();
        }
        catch
        {
            local.Abandon();
            throw;
        }
        finally
        {
            local.ExitWriter();
        }
    }

    /// <summary>
    /// Reads all records from a position (the oldest, when none is given), and checks the bytes of each commit.
    /// </summary>
    public static List<long> ReadRevisions(Log log, LogPosition? from = null)
    {
        var revisions = new List<long>();
        log.Read(from ?? log.Oldest, (payload, _) =>
        {
            RecordHeader header = RecordHeader.Read(payload);
            if (header.Kind == RecordKind.Commit)
            {
                Assert.Equal(Make(header.Revision, payload.Length), payload.ToArray());
                revisions.Add(header.Revision);
            }

            return true;
        });
        return revisions;
    }

    /// <summary>The revision of the last record of any kind; 0 when there is none.</summary>
    public static long LastRevision(Log log)
    {
        long last = 0;
        log.Read(log.Oldest, (payload, _) =>
        {
            last = RecordHeader.Read(payload).Revision;
            return true;
        });
        return last;
    }

    /// <summary>The numbers from one to another, both included.</summary>
    public static List<long> Range(long first, long last) =>
        [.. Enumerable.Range(0, (int)(last - first + 1)).Select(index => first + index)];

    /// <summary>Keeps a checkpoint of the log as it is, whose parts are texts.</summary>
    public static void SaveCheckpoint(
        Log log, long revision, LogPosition position, string document = "{}", string companion = "stamps") =>
        log.SaveCheckpoint(
            revision,
            position,
            stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(document)),
            stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(companion)));
}
