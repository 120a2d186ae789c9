using Holdfast.Commits;
using Holdfast.Logs;
using Holdfast.Logs.File;

namespace Holdfast.CrashChild;

/// <summary>
/// Commits without end, one revision after the last of anybody, and prints each that is published (or flushed).
/// </summary>
internal static class Appender
{
    public static int Run(string folder, string name, bool isFlushed)
    {
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
        FileLog log = store.CreateLog(name);
        var random = new Random(Environment.ProcessId);
        var replica = new LastRevision(log);
        while (true)
        {
            log.EnterWriter(TimeSpan.FromSeconds(30), CancellationToken.None);
            int count = random.Next(1, 4);
            long first = replica.CatchUp() + 1;
            for (int index = 0; index < count; index++)
            {
                log.Append(Make(first + index, random.Next(RecordHeader.Length + 8, 600)));
            }

            LogPosition tail = log.Publish();
            log.ExitWriter();
            if (isFlushed)
            {
                log.Flush(tail);
            }

            for (int index = 0; index < count; index++)
            {
                Console.Out.WriteLine(first + index);
            }

            Console.Out.Flush();
        }
    }

    public static byte[] Make(long revision, int bytes)
    {
        byte[] payload = new byte[bytes];
        new RecordHeader(RecordKind.Commit, revision, 1_700_000_000_000_000 + revision).Write(payload);
        for (int place = RecordHeader.Length; place < bytes; place++)
        {
            payload[place] = (byte)((revision * 31) + place);
        }

        return payload;
    }
}
