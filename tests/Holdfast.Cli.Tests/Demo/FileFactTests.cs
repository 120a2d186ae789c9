using System.Diagnostics;
using Holdfast.Cli.Demo;

namespace Holdfast.Cli.Tests.Demo;

public sealed class FileFactTests : IDisposable
{
    private const string DigestOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string DigestOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("abc", DigestOfAbc)]
    [InlineData("", DigestOfNothing)]
    public void Of_File_HasSizeAndDigest(string content, string digest)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "f"), content);
        Assert.Equal(new FileFact("f", content.Length, digest, IsRead: true), FileFact.Of(_folder.FullName, "f"));
    }

    [Fact]
    public void Of_MissingFile_SaysWhatFault() =>
        Assert.Equal(
            new FileFact("f", 0, nameof(FileNotFoundException), IsRead: false), FileFact.Of(_folder.FullName, "f"));

    [Fact(Timeout = 10_000)]
    public async Task Of_Pipe_IsNotOpened()
    {
        using Process mkfifo = Process.Start("mkfifo", [Path.Combine(_folder.FullName, "f")]);
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        FileFact fact = await Task.Run(() => FileFact.Of(_folder.FullName, "f"), TestContext.Current.CancellationToken);
        Assert.Equal(0, fact.Bytes);
    }

    [Fact]
    public void From_WhatToValueMade_IsTheSame()
    {
        FileFact read = new("f", 3, DigestOfAbc, IsRead: true);
        FileFact unread = new("g", 0, nameof(IOException), IsRead: false);
        Assert.Equal(read, FileFact.From("f", read.ToValue("1")));
        Assert.Equal(unread, FileFact.From("g", unread.ToValue("1")));
    }
}
