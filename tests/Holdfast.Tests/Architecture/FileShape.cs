namespace Holdfast.Tests.Architecture;

public sealed class FileShape
{
    private const int MostLines = 500;

    private static readonly string[] Folders = ["src", "tests", "bench", "samples"];

    [Fact]
    public void SourceFiles_All_AreShortEnough() =>
        Assert.Empty(Repository.Files("*.cs", Folders)
            .Select(file => (File: file, Lines: Repository.Read(file).Count(character => character == '\n')))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.File}: {file.Lines} lines"));
}
