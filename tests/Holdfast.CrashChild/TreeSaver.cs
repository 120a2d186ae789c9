using System.Globalization;
using Holdfast.Tree;

namespace Holdfast.CrashChild;

/// <summary>Saves trees to new folders without end, and says each that is saved.</summary>
internal static class TreeSaver
{
    /// <summary>Files of each tree, in folders of ten.</summary>
    private const int Files = 100;

    public static int Run(string folder)
    {
        TreeCursor tree = new();
        for (int file = 0; file < Files; file++) tree.Write($"/d{file / 10}/f{file}", file);
        for (int number = 0; ; number++)
        {
            tree.Save(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture)));
            Console.Out.WriteLine(number);
            Console.Out.Flush();
        }
    }
}
