using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents;

public sealed class DocumentTests
{
    [Fact]
    public void Set_MissingParents_AreMadeAndStamped()
    {
        Edit edit = Document.Empty.Set("/a/b/c", 1, 7);
        Assert.Equal(ErrorCode.None, edit.Failure);
        Assert.Equal("""{"a":{"b":{"c":1}}}""", edit.Document.Root.ToString());
        NodeState found = edit.Document.Find("/a/b");
        Assert.Equal((true, 7, 7), (found.Exists, found.Revision, found.ShapeRevision));
        Assert.False(edit.Existed);
    }

    [Fact]
    public void Set_BelowAttachedContainer_StampsOnlyThePath()
    {
        Document document = Document.FromValue(Value.Parse("""{"a":{"x":1,"y":{"z":2}},"b":3}"""), 5);
        document = document.Set("/a/x", 9, 6).Document;
        Assert.Equal(6, document.Find("/a").Revision);
        Assert.Equal(5, document.Find("/a").ShapeRevision);
        Assert.Equal(6, document.Find("/a/x").Revision);
        Assert.Equal(5, document.Find("/a/y/z").Revision);
        Assert.Equal(5, document.Find("/b").Revision);
    }

    [Fact]
    public void Set_SameTextAgain_IsSilent()
    {
        Document document = Document.Empty.Set("/a", Value.Parse("1.0"), 1).Document;
        Edit same = document.Set("/a", Value.Parse("1.0"), 2);
        Assert.True(same.IsSame);
        Assert.Same(document, same.Document);
        Edit other = document.Set("/a", 1, 2);
        Assert.False(other.IsSame);
        Assert.Equal(other.Before, (Value)1);
        Assert.Equal(2, other.Document.Find("/a").Revision);
    }

    [Theory]
    [InlineData("/list/-", 3, "/list/3")]
    [InlineData("/list/3", 3, "/list/3")]
    [InlineData("/list/0", 0, "/list/0")]
    public void Insert_IntoArray_TellsThePlace(string path, int index, string place)
    {
        Document document = Document.FromValue(Value.Parse("""{"list":[0,1,2]}"""), 1);
        Edit edit = document.Insert(path, "new", 2);
        Assert.Equal(place, edit.Path.ToString());
        Assert.Equal("new", (string?)edit.Document.Root["list"][index]);
        Assert.Equal(2, edit.Document.Find("/list").ShapeRevision);
        Assert.Equal(2, edit.Document.Find("/list/9").ArrayShapeRevision);
    }

    [Theory]
    [InlineData("/n/x", ErrorCode.ThroughScalar)]
    [InlineData("/list/x", ErrorCode.BadIndex)]
    [InlineData("/list/01", ErrorCode.BadIndex)]
    [InlineData("/list/4", ErrorCode.BadIndex)]
    [InlineData("/list/2147483648", ErrorCode.BadIndex)]
    [InlineData("", ErrorCode.RootNotObject)]
    public void Set_WrongPlace_IsRefused(string path, ErrorCode failure)
    {
        Document document = Document.FromValue(Value.Parse("""{"list":[0,1,2],"n":1}"""), 1);
        Edit edit = document.Set(path, 1, 2);
        Assert.Equal(failure, edit.Failure);
        Assert.Same(document, edit.Document);
    }

    [Theory]
    [InlineData("/n", "{\"list\":[0,1,2]}")]
    [InlineData("/list/1", "{\"list\":[0,2],\"n\":1}")]
    public void Remove_Existing_IsGone(string path, string expected)
    {
        Document document = Document.FromValue(Value.Parse("""{"list":[0,1,2],"n":1}"""), 1);
        Edit edit = document.Remove(path, 2);
        Assert.Equal(expected, edit.Document.Root.ToString());
        Assert.True(edit.Existed);
    }
}
