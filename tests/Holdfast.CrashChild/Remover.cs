namespace Holdfast.CrashChild;

/// <summary>Removes a namespace, or writes into it, while other processes use it.</summary>
internal static class Remover
{
    public static int Run(string folder, string name)
    {
        using Store store = Store.Open(folder);
        Console.Out.WriteLine(store.Remove(name) ? "removed" : "missing");
        return 0;
    }

    public static int Set(string folder, string name)
    {
        using Store store = Store.Open(folder);
        store.GetState(name)["/child"] = Environment.ProcessId;
        Console.Out.WriteLine("set");
        return 0;
    }
}
