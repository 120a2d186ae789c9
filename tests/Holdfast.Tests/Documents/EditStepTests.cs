using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Documents.Paths;
using Holdfast.Documents.Stamps;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents;

/// <summary>Changes that share what they made must end where changes that copy everything end.</summary>
public sealed class EditStepTests
{
    private static readonly string[] Values = ["1", "\"t\"", "{}", "[]", "{\"x\":[1,{\"y\":2}]}", "[{},{\"a\":[0]}]"];

    [Fact]
    public void Edit_OfOneStep_EndsAsEditsThatCopyAndLeavesWhatWasBefore()
    {
        int seed = Environment.TickCount;
        for (int run = 0; run < 200; run++)
        {
            Random random = new(seed + run);
            Document start = Document.Empty;
            long revision = 0;
            for (int round = 0; round < 12; round++)
            {
                revision++;
                (string Text, string Stamps) before = TextsOf(start);
                Document shared = start;
                Document apart = start;
                long step = EditStep.Begin();
                for (int edits = random.Next(1, 60); edits > 0; edits--)
                {
                    (EditKind kind, StatePath path, Value value) = Next(random, apart);
                    Edit alone = Change(apart, kind, path, value, revision, EditStep.None);
                    string alongside = alone.Before.ToString();
                    Edit together = Change(shared, kind, path, value, revision, step);
                    Assert.True(
                        (alone.Failure, alone.Existed, alone.IsSame, alongside)
                        == (together.Failure, together.Existed, together.IsSame, together.Before.ToString()),
                        $"seed {seed + run}: {kind} {path}");
                    (apart, shared) = (alone.Document, together.Document);
                }

                Assert.True(TextsOf(apart) == TextsOf(shared), $"seed {seed + run}: the ends differ");
                Assert.True(before == TextsOf(start), $"seed {seed + run}: the document before was changed");
                start = shared;
            }
        }
    }

    // What a set of the same text finds stays in the document, and was changed with it.
    [Fact]
    public void Do_SameObjectAgainThenChanged_KeepsWhatWasBefore()
    {
        Work work = new(Document.Empty, 1, 1);
        work.Do(new Operation(OperationKind.Set, "/a/b", 1));
        work.Do(new Operation(OperationKind.Set, "/a", Value.Parse("""{"b":1}""")));
        work.Do(new Operation(OperationKind.Set, "/a/b", 2));
        Assert.Equal("""{"b":1}""", work.TakeChanges()[1].Before.ToString());
        Assert.Equal("""{"a":{"b":2}}""", work.Document.Root.ToString());
    }

    [Fact]
    public void Do_ValueThatWasLookedAt_StaysAsItWas()
    {
        Work work = new(Document.FromValue(Value.Parse("""{"a":{"b":1}}"""), 1), 1, 2);
        work.Do(new Operation(OperationKind.Set, "/a/c", 2));
        Assert.True(work.TryGet("/a", out Value seen));
        work.Do(new Operation(OperationKind.Set, "/a/d", 3));
        work.Do(new Operation(OperationKind.Remove, "/a/b", default));
        Assert.Equal("""{"b":1,"c":2}""", seen.ToString());
        Assert.Equal("""{"a":{"c":2,"d":3}}""", work.Document.Root.ToString());
    }

    [Fact]
    public void Do_CopyOfWhatTheSameStepChanged_IsApartFromIt()
    {
        Work work = new(Document.FromValue(Value.Parse("""{"a":{"b":1}}"""), 1), 1, 2);
        work.Do(new Operation(OperationKind.Set, "/a/c", 2));
        work.Do(new Operation(OperationKind.Copy, "/copy", default, "/a"));
        work.Do(new Operation(OperationKind.Set, "/a/c", 3));
        work.Do(new Operation(OperationKind.Set, "/copy/b", 4));
        Assert.Equal("""{"a":{"b":1,"c":3},"copy":{"b":4,"c":2}}""", work.Document.Root.ToString());
    }

    [Fact]
    public void Do_OperationThatFails_LeavesTheDocumentOfTheOnesBefore()
    {
        Work work = new(Document.FromValue(Value.Parse("""{"a":{"b":1}}"""), 1), 1, 2);
        work.Do(new Operation(OperationKind.Set, "/a/c", 2));
        Assert.NotEqual(ErrorCode.None, work.Do(new Operation(OperationKind.Remove, "/a/none", default)));
        Assert.NotEqual(ErrorCode.None, work.Do(new Operation(OperationKind.Move, "/a/c/x", default, "/a/b")));
        Assert.Equal("""{"a":{"b":1,"c":2}}""", work.Document.Root.ToString());
    }

    // The size of the names was left out, so the tree was changed before it was found too large, and stayed so. Text
    // and names are shared, so that the memory is not.
    [Fact]
    public void Do_NamesThatMakeTheDocumentTooLarge_ChangesNothing()
    {
        const int parts = 256;
        const int half = (int)(DocumentLimits.MaxDocumentBytes / 2 / parts);
        string part = new('x', half - 1_000);
        StatePath much = StatePath.Root / new string('x', half + 1_000);
        while (much.Count < parts) much = much.Concat(much);
        Value start = Value.FromMembers(
            [new("half", Value.FromItems(Enumerable.Repeat<Value>(part, parts))), new("a", Value.EmptyObject)]);
        Work work = new(Document.FromValue(start, 1), 1, 2);
        work.Do(new Operation(OperationKind.Set, "/a/b", 1));
        Assert.Equal(
            ErrorCode.DocumentTooLarge, work.Do(new Operation(OperationKind.Set, ((StatePath)"/a").Concat(much), 1)));
        Assert.True(((ContainerNode)work.Document.Root.Node!).Size < DocumentLimits.MaxDocumentBytes);
        Assert.Equal(1, work.Document.Root["a"].Count);
    }

    [Theory]
    [InlineData("/a")]
    [InlineData("\u0001\u0002")]
    [InlineData("/\u0001/~1/é€/\"")]
    [InlineData("")]
    public void MostBytes_OfAPath_AreNoFewerThanItsObjectsHave(string text)
    {
        Span<byte> buffer = stackalloc byte[PathWalker.BufferLength];
        foreach (StatePath path in (StatePath[])[StatePath.FromString(text), StatePath.Parse(text)])
        {
            Value value = Value.Parse("{}");
            for (StatePath rest = path; !rest.IsRoot; rest = rest.Parent)
                value = Value.FromMembers([new(rest.Name, value)]);
            PathWalker walker = new(path, buffer);
            Assert.InRange(NodeSize.Of(value.Node) - NodeSize.Of(Value.EmptyObject.Node), 0, walker.MostBytes);
        }
    }

    private static Edit Change(
        Document document, EditKind kind, StatePath path, Value value, long revision, long step) => kind switch
        {
            EditKind.Set => document.Set(path, value, revision, step),
            EditKind.Insert => document.Insert(path, value, revision, step),
            _ => document.Remove(path, revision, step),
        };

    // Enough names that objects become branches, and few enough that they shrink again.
    private static (EditKind Kind, StatePath Path, Value Value) Next(Random random, Document document)
    {
        StatePath path = StatePath.Root;
        Value at = document.Root;
        do
        {
            string name = at.Kind == ValueKind.Array
                ? $"{random.Next(at.Count + 1)}"
                : random.Next(4) == 0 ? "deep" : $"n{random.Next(70)}";
            path /= name;
            at = at.TryGet(StatePath.Root / name, out Value child) ? child : default;
        }
        while (at.Kind is ValueKind.Object or ValueKind.Array && random.Next(3) > 0);
        EditKind kind = (EditKind)random.Next(3);
        return (kind, path, Value.Parse(Values[random.Next(Values.Length)]));
    }

    private static (string Text, string Stamps) TextsOf(Document document)
    {
        using MemoryStream stamps = new();
        StampFormat.Write(document, stamps);
        ContainerNode root = (ContainerNode)document.Root.Node!;
        string text = document.Root.ToString();
        Assert.Equal(text.Length, root.Size);
        return ($"{text} {root.Height} {root.Count}", Convert.ToHexString(stamps.ToArray()));
    }
}
