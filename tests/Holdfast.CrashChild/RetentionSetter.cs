using Holdfast.Logs.File;

namespace Holdfast.CrashChild;

/// <summary>Stores how much history a namespace keeps, and says what it did.</summary>
internal static class RetentionSetter
{
    public static int Run(string folder, string name, string what)
    {
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
        FileLog log = store.CreateLog(name);
        bool isStored = what == "try" ? log.TrySetRetention(Retention.Everything) : Set(log, what == "everything");
        Console.Out.WriteLine(isStored ? "stored" : "default");
        Console.Out.Flush();
        return 0;
    }

    private static bool Set(FileLog log, bool isEverything)
    {
        log.SetRetention(isEverything ? Retention.Everything : null);
        return isEverything;
    }
}
