namespace Holdfast.CrashChild;

/// <summary>Sets paths of a namespace, one commit each, and prints the revision of each commit.</summary>
internal static class Setter
{
    public static int Run(string folder, string name, string[] paths)
    {
        using Store store = Store.Open(folder);
        State state = store.GetState(name);
        foreach (string path in paths)
        {
            Console.WriteLine(state.Set(StatePath.Parse(path), Guid.NewGuid().ToString()).Number);
        }

        return 0;
    }
}
