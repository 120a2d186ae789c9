namespace Holdfast.Tests.Logs.File;

/// <summary>Does to files what a broken disk does.</summary>
internal static class TestFiles
{
    /// <summary>Flips one bit.</summary>
    public static void Flip(string path, long place, int bit = 0)
    {
        using FileStream file = System.IO.File.Open(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = place;
        int value = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(value ^ (1 << bit)));
    }
}
