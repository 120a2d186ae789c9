using System.Diagnostics;

namespace Holdfast.Samples.Tests;

public sealed class ContactsTests : SampleTest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Book => Path.Combine(InputPath, "contacts.json");

    [Fact]
    public async Task Contacts_Typed_AreAnsweredAndSavedAtTheEnd() => Assert.Equal(
        """
        0 contacts
        ann: 0171-23 (new)
        bob: 0171-24 (new)
        ann: 0171-25 (0171-23)
        ann: 0171-25
        bob is removed
        nobody is called bob
        nobody
        add <name> <number>, remove <name>, find <text>, list, quit
        saved: 1 contacts

        """,
        await TypeAsync(
            "add ann 0171-23", "add bob 0171-24", "add ann 0171-25", "find AN", "remove bob", "remove bob", "find b",
            "help", "quit"));

    [Fact]
    public async Task Contacts_KilledAfterTheyWereSaved_AreStillThere()
    {
        using (Process book = Start("0.2"))
        {
            await book.StandardInput.WriteAsync("add ann 0171-23\nadd bob 0171-24\n");
            await book.StandardInput.FlushAsync(Token);
            while (await book.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Timeout, Token) is { } line)
                if (line == "saved: 2 contacts") break;
            book.Kill();
            await book.WaitForExitAsync(Token);
        }

        Assert.Equal("2 contacts\nann: 0171-23\nbob: 0171-24\n", await TypeAsync("list", "quit"));
    }

    [Fact]
    public async Task Contacts_OfTwoPrograms_KeepWhatTheOtherSaved()
    {
        using Process first = Start("1000");
        Assert.Equal("0 contacts", await first.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Timeout, Token));
        await TypeAsync("add ann 0171-23", "quit");
        await first.StandardInput.WriteAsync("add bob 0171-24\nquit\n");
        first.StandardInput.Close();
        await first.WaitForExitAsync(Token).WaitAsync(Timeout, Token);
        Assert.Equal(
            """{"ann":"0171-23","bob":"0171-24"}""",
            Value.Parse(await File.ReadAllTextAsync(Book, Token)).ToString());
    }

    [Fact]
    public async Task Contacts_WithoutAFile_SaysHowToUseIt() =>
        Assert.Equal("", await Sample.RunAsync("Contacts", 2));

    /// <summary>Runs it with lines on its standard input, and long before it would save by itself.</summary>
    private async Task<string> TypeAsync(params string[] lines)
    {
        using Process book = Start("1000");
        await book.StandardInput.WriteAsync(string.Join('\n', lines) + "\n");
        book.StandardInput.Close();
        string output = await book.StandardOutput.ReadToEndAsync(Token).WaitAsync(Timeout, Token);
        await book.WaitForExitAsync(Token).WaitAsync(Timeout, Token);
        Assert.Equal(0, book.ExitCode);
        return output;
    }

    private Process Start(string seconds) => Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Contacts"), [Book, seconds])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
}
