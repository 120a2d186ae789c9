using Holdfast.Control;
using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Control;

/// <summary>What control messages do, on any state.</summary>
public abstract class ControllerContract : IDisposable
{
    private const string Megalodon = """
        {"compute":{"addr":"h:1","baseURLpath":"api/v1/cmd/","status":"undefined"},
         "data":{"addr":"h:2","baseURLpath":"api/v1/cmd/","status":"undefined"}}
        """;

    private readonly Lazy<Store> _store;
    private readonly Dictionary<string, string> _variables = [];

    protected ControllerContract() => _store = new(OpenStore);

    protected State State => _store.Value.GetState("program").GetSection(Section);

    protected StateController Controller => new(State, new()
    {
        ReadVariable = name => _variables.GetValueOrDefault(name),
    });

    protected virtual StatePath Section => default;

    public void Dispose()
    {
        _store.Value.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract Store OpenStore();

    protected virtual void CleanUp()
    {
    }

    [Fact]
    public void Get_Root_IsTheWholeState()
    {
        Assert.Equal("""{"d_ret":{},"status":true}""", Ask("/", """ "get":"value" """));
        State["/a/b"] = 1;
        State["/c"] = 2;
        Assert.Equal("""{"d_ret":{"a":{"b":1},"c":2},"status":true}""", Ask("/", """ "get":"value" """));
    }

    [Fact]
    public void Get_Directory_IsNestedUnderItsFullPath()
    {
        State["/service/megalodon/addr"] = "h";
        Assert.Equal(
            """{"d_ret":{"service":{"megalodon":{"addr":"h"}}},"status":true}""",
            Ask("/service/megalodon", """ "get":"currentPath" """));
        Assert.Equal(
            """{"d_ret":{"service":{"megalodon":{"addr":"h"}}},"status":true}""",
            Ask("service/megalodon/", """ "get":"" """));
    }

    [Fact]
    public void Get_Leaf_IsUnderItsPathAsText()
    {
        State["/a/b"] = Value.Parse("[1,2]");
        Assert.Equal("""{"d_ret":{"/a/b":[1,2]},"status":true}""", Ask("/a/b", """ "get":"value" """));
        Assert.Equal("""{"d_ret":{"/a/b/1":2},"status":true}""", Ask("/a/b/1", """ "get":"value" """));
        State["/a/false"] = false;
        Assert.Equal("""{"d_ret":{"/a/false":false},"status":true}""", Ask("/a/false", """ "get":"value" """));
    }

    [Fact]
    public void Get_Missing_SaysSo()
    {
        ControlReply reply = Send("/none", """ "get":"value" """);
        Assert.Equal((false, ErrorCode.PathNotFound), (reply.IsDone, reply.Error));
        Assert.Equal(
            """{"d_ret":{},"status":false,"error":{"code":"HF0004","message":"""
                + "\"Nothing is at '/none'; look what is above it.\"}}",
            reply.ToValue().ToString());
    }

    [Fact]
    public void Set_Objects_MakesParentsAndEchoesThem()
    {
        ControlReply reply = Send("/service/megalodon", $""" "set":{Megalodon} """);
        Assert.True(reply.IsDone);
        Assert.Equal(Value.Parse(Megalodon), reply.Result);
        Assert.Equal(
            """{"d_ret":{"/service/megalodon/compute/addr":"h:1"},"status":true}""",
            Ask("/service/megalodon/compute/addr", """ "get":"value" """));
    }

    [Fact]
    public void Set_PartOfAnObject_KeepsTheSiblings()
    {
        Send("/service/megalodon", $""" "set":{Megalodon} """);
        Send("/service/megalodon", """ "set":{"compute":{"addr":"new"}} """);
        Assert.Equal("new", State.Get("/service/megalodon/compute/addr"));
        Assert.Equal("undefined", State.Get("/service/megalodon/compute/status"));
        Assert.Equal(Value.Parse(Megalodon)["data"], State.Get("/service/megalodon/data"));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("\"{\\\"a\\\":1}\"")]
    [InlineData("[1,{\"a\":2}]")]
    [InlineData("null")]
    [InlineData("true")]
    public void Set_NoObject_IsStoredWithItsType(string json)
    {
        Assert.Equal($$"""{"d_ret":{"/dir/leaf":{{json}}},"status":true}""", Ask("/dir/leaf", $""" "set":{json} """));
        Assert.Equal(json, State.Get("/dir/leaf").ToString());
    }

    [Fact]
    public void Set_FlatAndEmptyObjects_AreStoredAsTheyAre()
    {
        Assert.True(Send("/", """ "set":{"a":1,"b":{}} """).IsDone);
        Assert.True(Send("/x", """ "set":{"c":2} """).IsDone);
        Assert.Equal("""{"a":1,"b":{},"x":{"c":2}}""", State.Snapshot().Root.ToString());
        Assert.True(Send("/a", """ "set":{"now":"a directory"} """).IsDone);
        Assert.Equal("a directory", State.Get("/a/now"));
    }

    [Fact]
    public void Set_Impossible_SaysSoAndStoresNothing()
    {
        State["/a"] = 1;
        Revision before = State.Revision;
        Assert.Equal(ErrorCode.ThroughScalar, Send("/a/b", """ "set":1 """).Error);
        Assert.Equal(ErrorCode.MalformedPath, Send("/a~b", """ "set":1 """).Error);
        Assert.Equal(before, State.Revision);
    }

    [Fact]
    public void ValueReplace_Text_IsReplacedInEveryLeaf()
    {
        State.ReplaceAll(Value.Parse("""{"a":"u","b":{"c":"u","d":"uu","e":1},"f":["u"]}"""));
        Assert.Equal(
            """{"d_ret":{"status":true,"l_fileChanged":["/a","/b/c"],"hits":2},"status":true}""",
            Ask("u", """ "valueReplace":"NEW" """));
        Assert.Equal("""{"a":"NEW","b":{"c":"NEW","d":"uu","e":1},"f":["u"]}""", State.Snapshot().Root.ToString());
        Assert.Equal(
            """{"d_ret":{"status":false,"l_fileChanged":[],"hits":0},"status":false}""",
            Ask("none", """ "valueReplace":"NEW" """));
    }

    [Fact]
    public void ValueReplace_Env_TakesTheVariable()
    {
        State["/host"] = "%HOSTX";
        State["/other"] = "%NONE";
        _variables["HOSTX"] = "1.2.3.4";
        Assert.True(Send("%HOSTX", """ "valueReplace":"ENV" """).IsDone);
        Assert.Equal("1.2.3.4", State.Get("/host"));
        Assert.True(Send("%NONE", """ "valueReplace":"ENV" """).IsDone);
        Assert.Equal("ENV", State.Get("/other"));
    }

    [Fact]
    public void Delete_WhatIsThere_IsGoneAndTold()
    {
        State.ReplaceAll(Value.Parse("""{"a":{"b":1},"c":2}"""));
        Assert.Equal("""{"d_ret":{"/a":{"b":1}},"status":true}""", Ask("/a", """ "delete":"" """));
        Assert.Equal(ErrorCode.PathNotFound, Send("/a", """ "delete":"" """).Error);
        Assert.Equal("""{"d_ret":{"/":{"c":2}},"status":true}""", Ask("/", """ "delete":"" """));
        Assert.Equal("{}", State.Snapshot().Root.ToString());
    }

    [Fact]
    public void Verbs_Several_AreAllAnsweredInOneCommit()
    {
        State["/a"] = "old";
        Revision before = State.Revision;
        ControlReply reply = Send("/a", """ "delete":"", "set":"new", "get":"value" """);
        Assert.Equal(
            """
            {"d_ret":{"/a":"new"},"status":true,"replies":[{"verb":"get","d_ret":{"/a":"old"},"status":true},
            {"verb":"set","d_ret":{"/a":"new"},"status":true},{"verb":"delete","d_ret":{"/a":"new"},"status":true}]}
            """.ReplaceLineEndings(""),
            reply.ToValue().ToString());
        Assert.False(State.Exists("/a"));
        Assert.Equal(before.Number + 1, State.Revision.Number);
        ControlReply half = Send("/b", """ "get":"value", "set":1 """);
        Assert.Equal((false, ErrorCode.PathNotFound, 2), (half.IsDone, half.Error, half.Replies.Count));
        Assert.Equal(1, State.Get("/b"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"action":"internalctl"}""")]
    [InlineData("""{"meta":{}}""")]
    [InlineData("""{"meta":{"var":"/"}}""")]
    [InlineData("""{"meta":{"get":"value"}}""")]
    [InlineData("""{"meta":{"var":1,"get":"value"}}""")]
    [InlineData("""{"meta":[]}""")]
    public void Handle_NoMessage_IsAReplyThatSaysSo(string message)
    {
        ControlReply reply = Controller.Handle(message);
        Assert.Equal((false, ErrorCode.MalformedMessage, Value.EmptyObject), (reply.IsDone, reply.Error, reply.Result));
        Assert.Contains("\"meta\"", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Handle_AnyAction_IsAnswered() =>
        Assert.True(Controller.Handle("""{"action":"whatever","meta":{"var":"/","get":"value"}}""").IsDone);

    [Fact]
    public async Task Handle_ManyThreads_NeverMeetInTheWrongDirectory()
    {
        StateController controller = Controller;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            for (int count = 0; count < 50; count++)
            {
                string meta = $$"""{"var":"/t{{thread}}/n{{count}}","set":{{count}},"get":"value"}""";
                Value message = Value.FromMembers([new("meta", Value.Parse(meta))]);
                await controller.HandleAsync(message, TestContext.Current.CancellationToken);
                controller.Handle($$"""{ "meta": { "var": "/t{{(thread + 1) % 4}}", "get": "value" } }""");
            }
        })));
        Value root = State.Snapshot().Root;
        Assert.Equal(4, root.Count);
        Assert.All(root.Members, directory => Assert.Equal(Enumerable.Range(0, 50), directory.Value.Members
            .Select(leaf => leaf.Key == $"n{leaf.Value}" ? leaf.Value.As<int>() : -1)));
    }

    [Fact]
    public void DebugFolder_Missing_IsMadeAndHasAllThreeOfEachMessage()
    {
        using TestFolder folder = new();
        string debug = Path.Combine(folder.Root, "x/y");
        StateController controller = new(State, new() { DebugFolder = debug });
        controller.Handle("""{"meta":{"var":"/a","set":1}}""");
        StateController second = new(State, new() { DebugFolder = debug });
        second.Handle("""{"meta":{}}""");
        Assert.Equal(
            ["000001-message.json", "000001-reply.json", "000001-state.json",
                "000002-message.json", "000002-reply.json", "000002-state.json"],
            Directory.GetFiles(debug).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("""{"meta":{"var":"/a","set":1}}""", ReadJson(debug, "000001-message.json"));
        Assert.Equal("""{"d_ret":{"/a":1},"status":true}""", ReadJson(debug, "000001-reply.json"));
        Assert.Equal("""{"a":1}""", ReadJson(debug, "000001-state.json"));
        Assert.Contains("HF0150", ReadJson(debug, "000002-reply.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void DebugFolder_ThatIsAFile_IsAClearErrorAndNothingIsDone()
    {
        using TestFolder folder = new();
        string file = Path.Combine(folder.Root, "file");
        File.WriteAllText(file, "");
        StateController controller = new(State, new() { DebugFolder = file });
        var refused = Assert.Throws<HoldfastException>(() => controller.Handle("""{"meta":{"var":"/a","set":1}}"""));
        Assert.Equal((ErrorCode.DebugFolderUnusable, file), (refused.Code, refused.File));
        Assert.False(State.Exists("/a"));
    }

    [Fact]
    public void DebugFolder_ThatCannotTakeTheReply_StillGivesTheReplyOfWhatWasDone()
    {
        using TestFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Root, "000001-reply.json"));
        StateController controller = new(State, new() { DebugFolder = folder.Root });
        Assert.True(controller.Handle("""{"meta":{"var":"/a","set":1}}""").IsDone);
        Assert.Equal(1, State["/a"]);
    }

    [Fact]
    public void Commit_Options_AreThoseOfTheCommit()
    {
        new StateController(State, new() { Commit = new() { Author = "eve", Reason = "message" } })
            .Handle("""{"meta":{"var":"/a","set":1}}""");
        Assert.Equal(("eve", "message"), (State.Newest(1)[0].Author, State.Newest(1)[0].Reason));
    }

    [Fact]
    public void Reply_AsText_HasFourColumnsALevel() => Assert.Equal(
        """
        {
            "d_ret": {},
            "status": true
        }
        """,
        Send("/", """ "get":"value" """).ToString());

    private static string ReadJson(string folder, string file) =>
        Value.Parse(File.ReadAllText(Path.Combine(folder, file))).ToString();

    private string Ask(string variable, string verbs) => Send(variable, verbs).ToValue().ToString();

    private ControlReply Send(string variable, string verbs) => Controller.Handle(
        $$"""{ "action": "internalctl", "meta": { "var": {{Value.FromString(variable)}}, {{verbs}} } }""");
}
