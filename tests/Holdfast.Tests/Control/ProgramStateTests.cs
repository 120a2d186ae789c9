using Holdfast.Control;
using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Control;

/// <summary>The tests of the shared state run one after another, as all tests of a class.</summary>
public sealed partial class ProgramStateTests : IDisposable
{
    private static readonly ProgramStateOptions Anew = new()
    {
        Name = "demo",
        Version = "1.2",
        Description = "A demonstration",
        Arguments = Value.Parse("""{"msg":"","rate":7}"""),
        Start = ProgramStart.Anew,
    };

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void New_Plain_IsMadeAndSaysWhatItIs()
    {
        using ProgramState state = new();
        Assert.True(state.Exists("/this/name"));
    }

    [Fact]
    public void New_DerivedClass_HasThisAndItsOwnValues()
    {
        using D state = new(Anew with { Verbosity = 2, DebugFolder = "", IsColorized = true });
        Assert.Equal(
            """
            {"name":"demo","version":"1.2","desc":"A demonstration","colorize":true,"verbosity":2,"debugToDir":"",
            "configFileLoad":"","configFileSave":"","args":{"msg":"","rate":7}}
            """.ReplaceLineEndings(""),
            state.Get("/this").ToString());
        Assert.Equal(42, state.Get<int>("/additionalState/theAnswer"));
    }

    [Fact]
    public void New_SecondClass_IsVisibleThroughBoth()
    {
        using D first = new(Anew);
        using E second = new();
        Assert.Equal("Destroyed", first.Get<string>("/earthState/current"));
        Assert.Equal(42, second.Get<int>("/additionalState/theAnswer"));
        Assert.Equal("demo", second.Get<string>("/this/name"));
    }

    [Fact]
    public void New_OwnState_IsSeenByNobodyElse()
    {
        using D shared = new(Anew);
        using E own = new(new() { Sharing = ProgramSharing.Own, Name = "own" });
        Assert.Equal("Destroyed", own.Get<string>("/earthState/current"));
        Assert.Equal("own", own.Get<string>("/this/name"));
        Assert.False(shared.Exists("/earthState"));
        Assert.False(own.Exists("/additionalState"));
    }

    [Fact]
    public void New_SameClassAgain_KeepsWhatChangedMeanwhile()
    {
        using (D first = new(Anew))
        {
            first["/additionalState/theAnswer"] = 43;
            first["/this/verbosity"] = 3;
            first.State.Remove("/additionalState/foundBy");
        }

        using D second = new(new() { Name = "another", Verbosity = 1 });
        Assert.Equal(43, second.Get<int>("/additionalState/theAnswer"));
        Assert.Equal((3, "demo"), (second.Get<int>("/this/verbosity"), second.Get<string>("/this/name")));
        Assert.Equal("Arthur Dent", second.Get<string>("/additionalState/foundBy"));
        using D anew = new(Anew);
        Assert.Equal(42, second.Get<int>("/additionalState/theAnswer"));
    }

    [Fact]
    public void Indexer_PathThatIsMissing_IsAbsentThenStored()
    {
        using ProgramState state = Own();
        Assert.False(state.TryGet("/a/b", out _));
        state["/a/b"] = 5;
        Assert.Equal(5, state.Get<int>("/a/b"));
        Assert.True(state.TryGet("/", out Value whole) && whole.TryGet("/a/b", out _));
    }

    [Fact]
    public void ToDictionary_UnknownPart_HasStatusFalse()
    {
        using ProgramState state = Own();
        state["/a/b"] = 5;
        Assert.Equal("""{"asdict":{"b":5},"status":true}""", state.ToDictionary("/a").ToString());
        Assert.Equal("""{"asdict":{},"status":false}""", state.ToDictionary("/none").ToString());
        Assert.Equal(state.ToDictionary(), Value.Parse(state.ToString()));
        Assert.StartsWith("o---/\n", state.Draw(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReplaceInText_Leaf_ReplacesAllOccurrences()
    {
        using ProgramState state = Own();
        state["/a"] = "x-y-x";
        state["/n"] = 5;
        Assert.Equal("z-y-z", state.ReplaceInText("/a", "x", "z"));
        Assert.Equal("z-y-z", state.Get<string>("/a"));
        var refused = Assert.Throws<HoldfastOperationException>(() => state.ReplaceInText("/n", "5", "6"));
        Assert.Equal(ErrorCode.WrongKind, refused.Code);
        Assert.Throws<PathNotFoundException>(() => state.ReplaceInText("/none", "5", "6"));
    }

    [Fact]
    public void State_OfAStore_OutlivesTheProgram()
    {
        using Store store = Store.Open(_folder.Store);
        State kept = store.GetState("p");
        ProgramStateOptions options = new() { Sharing = ProgramSharing.Own, State = kept, Name = "first" };
        using (D first = new(options))
        {
            first["/additionalState/theAnswer"] = 43;
        }

        using D second = new(options with { Name = "second" });
        Assert.Equal((43, "second"), (second.Get<int>("/additionalState/theAnswer"), second.Get<string>("/this/name")));
    }

    [Fact]
    public void Run_Message_PrintsTheReplyAndRunsTheBody()
    {
        StringWriter output = new();
        int exit = ProgramState.Run(
            ["--msg", """{"meta":{"var":"/a","set":1}}""", "--state=/a", "word"],
            Anew,
            state => state.Get<int>("/a") + state.Get("/this/args/words").Count,
            output);
        Assert.Equal(2, exit);
        Assert.Equal(
            """
            {
                "d_ret": {
                    "/a": 1
                },
                "status": true
            }
            {
                "asdict": 1,
                "status": true
            }

            """,
            output.ToString());
    }

    [Fact]
    public void Run_ClassOfItsOwn_LoadsSavesAndDraws()
    {
        string file = Path.Combine(_folder.Root, "run.json");
        string[] args = ["--configFileLoad", file, "--config-save", file, "-v", "2", "--state", "tree"];
        for (int run = 0; run < 2; run++)
        {
            StringWriter output = new();
            Assert.Equal(0, ProgramState.Run(args, Anew, options => new D(options), Count, output));
            Assert.Contains("o---additionalState\n", output.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(2, Value.Parse(File.ReadAllText(file))["runs"].As<int>());

        static int Count(D state)
        {
            state.State.Add("/runs", 1);
            return 0;
        }
    }

    [Theory]
    [InlineData("--version", "Version: 1.2")]
    [InlineData("-y", "--config-save")]
    [InlineData("--synopsis", "demo [--msg")]
    [InlineData("-x", "A demonstration")]
    [InlineData("--desc", "--debug-to-dir")]
    public void Run_Question_IsAnsweredAndNothingIsMade(string question, string answer)
    {
        StringWriter output = new();
        int exit = ProgramState.Run([question], Anew, _ => throw new InvalidOperationException("It ran."), output);
        Assert.Equal(0, exit);
        Assert.Contains(answer, output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--msg", "{")]
    [InlineData(2, "--msg")]
    [InlineData(2, "-v", "much")]
    [InlineData(1, "--msg", "{\"meta\":{\"var\":\"/none\",\"get\":\"\"}}")]
    [InlineData(1, "--state", "/none")]
    [InlineData(3, "--debugToDir", "/proc/none/such")]
    public void Run_SomethingWrong_IsAnExitStatus(int exit, params string[] args) =>
        Assert.Equal(exit, ProgramState.Run(args, Anew, output: new StringWriter()));

    private static ProgramState Own() => new(new() { Sharing = ProgramSharing.Own });

    private sealed class D(ProgramStateOptions options) : ProgramState(Initial, options)
    {
        private static readonly Value Initial = Value.Parse(
            """{"additionalState":{"theAnswer":42,"foundBy":"Arthur Dent"}}""");
    }

    private sealed class E(ProgramStateOptions? options = null) : ProgramState(
        Value.Parse("""{"earthState":{"current":"Destroyed"}}"""), options);
}
