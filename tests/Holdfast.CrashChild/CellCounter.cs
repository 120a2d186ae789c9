using Holdfast.Immutable;

namespace Holdfast.CrashChild;

/// <summary>Adds to a number in a cell without end, and prints what each change gave.</summary>
internal static class CellCounter
{
    public static int Run(string folder, string name)
    {
        using Store store = Store.Open(folder);
        StateCell<int> cell = store.GetState(name).GetCell("/counter", 0);
        while (true)
        {
            Console.Out.WriteLine(cell.Update(count => count + 1));
            Console.Out.Flush();
        }
    }
}
