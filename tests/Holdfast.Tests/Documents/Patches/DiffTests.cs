using Holdfast.Documents;
using Holdfast.Documents.Patches;

namespace Holdfast.Tests.Documents.Patches;

public sealed class DiffTests
{
    [Theory]
    [InlineData("{}", "{}", "[]")]
    [InlineData("1", "1.0", """[{"op":"replace","path":"","value":1.0}]""")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", """[{"op":"replace","path":"/a","value":1.0}]""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "[]")]
    [InlineData("""{"a":1}""", """{"b":1}""", """[{"op":"remove","path":"/a"},{"op":"add","path":"/b","value":1}]""")]
    [InlineData("""{"a":null}""", "{}", """[{"op":"remove","path":"/a"}]""")]
    [InlineData("{}", """{"a":null}""", """[{"op":"add","path":"/a","value":null}]""")]
    [InlineData("""{"a":{}}""", """{"a":[]}""", """[{"op":"replace","path":"/a","value":[]}]""")]
    [InlineData("""{"a":{"b~/":{"c":1}}}""", """{"a":{"b~/":{"c":2}}}""",
        """[{"op":"replace","path":"/a/b~0~1/c","value":2}]""")]
    [InlineData("[1,2,3]", "[1,3]", """[{"op":"remove","path":"/1"}]""")]
    [InlineData("[1,3]", "[1,2,3]", """[{"op":"add","path":"/1","value":2}]""")]
    [InlineData("[1,2]", "[1,2,3,4]", """[{"op":"add","path":"/2","value":3},{"op":"add","path":"/3","value":4}]""")]
    [InlineData("[1,2,3,4]", "[2,3,4,5]", """[{"op":"add","path":"/4","value":5},{"op":"remove","path":"/0"}]""")]
    [InlineData("[1,{\"a\":1},3]", "[1,{\"a\":2},3]", """[{"op":"replace","path":"/1/a","value":2}]""")]
    [InlineData("[1,2,3]", "[1,5,3]", """[{"op":"replace","path":"/1","value":5}]""")]
    [InlineData("[]", "[[]]", """[{"op":"add","path":"/0","value":[]}]""")]
    [InlineData("[1,1,1]", "[1]", """[{"op":"remove","path":"/2"},{"op":"remove","path":"/1"}]""")]
    public void Between_TwoValues_GivesTheShortestPatch(string before, string after, string expected) =>
        Assert.Equal(expected, Diff.Between(Value.Parse(before), Value.Parse(after)).ToString());

    [Fact]
    public void Between_TextsAndRandomEdits_TurnsOneIntoTheOther() => Property.Holds(seed =>
    {
        var values = new RandomValues(seed);
        Value before = values.Next();
        Value after = values.Edited(before, edits: 1 + (Math.Abs(seed) % 20));
        return TurnsInto(before, after) && TurnsInto(after, before);
    });

    [Fact]
    public void Between_UnrelatedValues_TurnsOneIntoTheOther() => Property.Holds(seed =>
    {
        var values = new RandomValues(seed);
        return TurnsInto(values.Next(), values.Next());
    });

    [Fact]
    public void Between_LargeContainersSharedInPart_TurnsOneIntoTheOther() => Property.Holds(seed =>
    {
        var values = new RandomValues(seed);
        Value before = values.Large();
        return TurnsInto(before, values.Edited(before, edits: Math.Abs(seed) % 2_000));
    }, tests: 60);

    [Fact]
    public void Differences_Applied_MakeTheDocumentWithItsOwnEdits() => Property.Holds(seed =>
    {
        var values = new RandomValues(seed);
        Value start = Value.FromMembers([new("x", values.Next())]);
        Document before = Document.Empty.Set("", start, 1).Document;
        Value after = values.Edited(before.Root, edits: 5);
        if (after.Kind != ValueKind.Object)
            return true;
        Document document = before;
        foreach (Difference difference in Diff.Differences(before.Root, after))
        {
            document.TryGet(difference.Path, out Value there);
            if (difference.Before is { } expected && !there.IsSameText(expected))
                return false;
            Value value = difference.After ?? Value.Null;
            Edit edit = difference.Kind switch
            {
                EditKind.Set => document.Set(difference.Path, value, 2),
                EditKind.Insert => document.Insert(difference.Path, value, 2),
                _ => document.Remove(difference.Path, 2),
            };
            if (edit.Failure != Holdfast.Errors.ErrorCode.None)
                return false;
            document = edit.Document;
        }

        return Canonical.Of(document.Root) == Canonical.Of(after);
    });

    [Fact]
    public void Apply_RandomPatch_IsAsTheNaiveModel() => Property.Holds(seed =>
    {
        var values = new RandomValues(seed);
        Value target = values.Next();
        Patch patch = values.NextPatch(target);
        string? expected = NaivePatch.TryApply(target, patch);
        try
        {
            return patch.Apply(target).ToString() == expected;
        }
        catch (Exception error) when (error is Holdfast.Errors.IHoldfastError)
        {
            return expected is null;
        }
    }, tests: 2_000);

    private static bool TurnsInto(Value before, Value after)
    {
        string text = before.ToString();
        Patch patch = Diff.Between(before, after);
        Value result = Patch.Parse(patch.ToString()).Apply(before);
        return Canonical.Of(result) == Canonical.Of(after) && before.ToString() == text;
    }
}
