using System.Globalization;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Segments;

/// <summary>The segments of one namespace as files.</summary>
internal static class SegmentFolder
{
    private static readonly byte[] Zeros = new byte[256 << 10];

    /// <summary>The path of the segment that begins at a position.</summary>
    public static string PathOf(string folder, long position) =>
        Path.Combine(folder, NumberText(position) + FileFormat.SegmentSuffix);

    /// <summary>Lists where the segments begin, in order.</summary>
    public static long[] ListBases(string folder) => ListNumbers(folder, FileFormat.SegmentSuffix);

    /// <summary>Lists the numbers of the files whose names are a number and the suffix, in order.</summary>
    public static long[] ListNumbers(string folder, string suffix)
    {
        string[] names = Disk.ListNames(folder);
        long[] numbers = new long[names.Length];
        int count = 0;
        foreach (string name in names)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal)
                && TryParse(name.AsSpan(0, name.Length - suffix.Length), out long number))
            {
                numbers[count++] = number;
            }
        }

        long[] found = new long[count];
        Array.Copy(numbers, found, count);
        return found;
    }

    /// <summary>Finds the last of some numbers in order that is not above a position; -1 when all are.</summary>
    public static int FindAtOrBelow(long[] numbers, long position)
    {
        int count = 0;
        for (int high = numbers.Length; count < high;)
        {
            int middle = (count + high) / 2;
            (count, high) = numbers[middle] <= position ? (middle + 1, high) : (count, middle);
        }

        return count - 1;
    }

    /// <summary>Reads what a segment begins with; null when the file is not there, or does not begin so.</summary>
    public static SegmentHeader? TryReadHeader(string folder, long position)
    {
        string path = PathOf(folder, position);
        using SafeDescriptor? file = Disk.TryOpenForReading(path);
        Span<byte> bytes = stackalloc byte[FileFormat.SegmentHeaderBytes];
        return file is not null
            && Disk.Read(file, path, 0, bytes) == bytes.Length
            && SegmentHeader.TryRead(bytes, out SegmentHeader header)
            ? header
            : null;
    }

    /// <summary>Makes a segment, zero-filled and flushed, unless there is one.</summary>
    /// <param name="folder">The namespace's folder.</param>
    /// <param name="position">Where the segment begins.</param>
    /// <param name="capacity">Bytes of the file.</param>
    /// <param name="timeMicroseconds">The time.</param>
    /// <param name="disk">The way to the files.</param>
    /// <param name="naming">Runs the last step, in which the file gets its name; null: it is just done.</param>
    /// <remarks>
    /// Durability. When this returns the file is on disk; its name is when the caller has flushed the folder.
    /// Threads. Any, of any process: whoever comes second drops what it made.
    /// </remarks>
    public static void Make(
        string folder,
        long position,
        long capacity,
        long timeMicroseconds,
        Disk disk,
        Action<Action>? naming = null)
    {
        string path = PathOf(folder, position);
        SegmentHeader header = MakeHeader(position, capacity, timeMicroseconds);

        // The salt tells makers apart; a process's number would not, where two containers share the folder.
        string temporary = string.Create(
            CultureInfo.InvariantCulture, $"{path}.{header.Salt:x16}{Disk.TemporarySuffix}");
        try
        {
            using (SafeDescriptor file = disk.CreateNew(temporary))
            {
                Fill(file, temporary, header, disk);
            }

            if (naming is null)
            {
                Name(temporary, path, disk);
            }
            else
            {
                naming(() => Name(temporary, path, disk));
            }
        }
        catch
        {
            _ = Libc.unlink(temporary);
            throw;
        }
    }

    private static void Name(string temporary, string path, Disk disk)
    {
        if (!disk.TryRenameNew(temporary, path)) disk.Unlink(temporary);
    }

    private static SegmentHeader MakeHeader(long position, long capacity, long timeMicroseconds)
    {
        // Telling two segments apart needs no cryptography, whose library would take 8 ms to load.
        ulong salt = (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);
        return new SegmentHeader(salt, position, capacity, timeMicroseconds);
    }

    private static void Fill(SafeDescriptor file, string path, SegmentHeader header, Disk disk)
    {
        Span<byte> bytes = stackalloc byte[FileFormat.SegmentHeaderBytes];
        header.Write(bytes);
        disk.Write(file, path, 0, bytes);
        for (long place = bytes.Length; place < header.Capacity; place += Zeros.Length)
        {
            disk.Write(file, path, place, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, header.Capacity - place)));
        }

        disk.Flush(file, path);
    }

    /// <summary>Gives a number as file names have it.</summary>
    /// <remarks>By hand, as is the way back: formats and cultures take a millisecond of a program's start.</remarks>
    public static string NumberText(long number)
    {
        Span<char> text = stackalloc char[FileFormat.NumberDigits];
        for (int place = text.Length - 1; place >= 0; place--, number /= 10)
        {
            text[place] = (char)('0' + (number % 10));
        }

        return new string(text);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        if (text.Length != FileFormat.NumberDigits) return false;

        foreach (char digit in text)
        {
            if (digit is < '0' or > '9' || number > (long.MaxValue - (digit - '0')) / 10)
                return false;

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
