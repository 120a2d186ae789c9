using System.Diagnostics;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Native;

namespace Holdfast.CrashChild;

/// <summary>
/// Kills itself after a certain write to a segment: after the bytes are written, before they are published.
/// </summary>
internal static class DyingWriter
{
    public static int Run(string folder, string name, int writes)
    {
        var killer = new Killer(writes);
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions { Observer = killer });
        FileLog log = store.CreateLog(name);
        var replica = new LastRevision(log);
        killer.IsArmed = true;
        while (true)
        {
            log.EnterWriter(TimeSpan.FromSeconds(30), CancellationToken.None);
            long first = replica.CatchUp() + 1;
            log.Append(Appender.Make(first, 500));
            log.Publish();
            log.ExitWriter();
            Console.Out.WriteLine(first);
            Console.Out.Flush();
        }
    }

    private sealed class Killer(int writes) : IDiskObserver
    {
        private int _left = writes;

        public bool IsArmed { get; set; }

        public void Created(string path)
        {
        }

        public void Written(string path, long offset, ReadOnlySpan<byte> bytes)
        {
            if (IsArmed && path.EndsWith(".log", StringComparison.Ordinal) && --_left == 0)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }

        public void Flushed(string path)
        {
        }

        public void FolderMade(string path)
        {
        }

        public void FolderFlushed(string path)
        {
        }

        public void Renamed(string from, string to)
        {
        }

        public void Unlinked(string path)
        {
        }
    }
}
