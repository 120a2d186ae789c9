using System.Globalization;
using Holdfast.Collections;

namespace Holdfast.CrashChild;

/// <summary>Uses a dictionary in a file, in the ways that tests need another process for.</summary>
internal static class DictionaryUser
{
    private const int Numbers = 20_000;

    /// <summary>Takes the right to write, says so, and keeps it until it is killed or its input ends.</summary>
    public static int Hold(string path)
    {
        using FileLease? lease = FileLease.Take(path, Timeout.InfiniteTimeSpan);
        Say("held");
        Console.In.ReadToEnd();
        return 0;
    }

    /// <summary>Writes a large value without end, each time one number higher, and says each that is written.</summary>
    public static int Write(string path)
    {
        using PersistentDictionary<string, int[]> dictionary = new(path);
        return Write(dictionary);
    }

    /// <summary>Does the same with a dictionary at a path of a store.</summary>
    public static int WriteInStore(string folder)
    {
        using Store store = Store.Open(folder);
        return Write(store.GetState("dictionaries").GetDictionary<string, int[]>("/numbers"));
    }

    private static int Write(PersistentDictionary<string, int[]> dictionary)
    {
        int number = dictionary.TryGetValue("numbers", out int[]? numbers) ? numbers[0] : 0;
        while (true)
        {
            number++;
            dictionary["numbers"] = [.. Enumerable.Repeat(number, Numbers)];
            Say(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Adds to a counter.</summary>
    public static int Add(string path, string count)
    {
        using PersistentDictionary<string, int> dictionary = new(path);
        for (int left = int.Parse(count, CultureInfo.InvariantCulture); left > 0; left--)
            dictionary.AddOrUpdate("counter", 1, now => now + 1);
        return 0;
    }

    /// <summary>Counts the runs of a program, and says which this is.</summary>
    public static int Run(string path)
    {
        using PersistentDictionary<string, int> dictionary = new(path);
        dictionary["counter"] = dictionary.SetDefault("counter", 0) + 1;
        Say(dictionary["counter"].ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
