using System.Globalization;
using System.Runtime.CompilerServices;
using Holdfast.Commits;
using Holdfast.Logs.File.Format;

namespace Holdfast.Tests.Logs.File;

/// <summary>The worked example of docs/file-log-format.md is what the code writes.</summary>
public sealed class FormatDocumentTests
{
    [Fact]
    public void Example_Bytes_AreWhatTheCodeWrites()
    {
        const ulong Salt = 0x1122334455667788;
        byte[] bytes = new byte[113];
        new SegmentHeader(Salt, 0, 65_536, 1_790_000_000_000_000).Write(bytes);
        new RecordHeader(RecordKind.Commit, 1, 1_790_000_000_123_456).Write(bytes.AsSpan(76));
        "example!"u8.CopyTo(bytes.AsSpan(93));
        Frame.Seal(bytes.AsSpan(64, 37), Salt, 64, 64);
        Frame.SealEndMark(bytes.AsSpan(101), Salt, 101, 64);
        Assert.Equal(bytes, ReadExample());
    }

    private static byte[] ReadExample([CallerFilePath] string here = "")
    {
        string page = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "docs", "file-log-format.md");
        string block = System.IO.File.ReadAllText(page).Split("```hex\n")[1].Split("```")[0];
        return
        [
            .. block.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(
                    line => line[6..Math.Min(line.Length, 53)].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(pair => byte.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        ];
    }
}
