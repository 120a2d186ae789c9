using FsCheck;
using FsCheck.Fluent;
using Holdfast.Documents;
using Holdfast.Documents.Stamps;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents;

/// <summary>Random changes against <see cref="ModelNode"/>, which stamps every node eagerly.</summary>
public sealed class DocumentModelTests
{
    private static readonly string[] Names = ["a", "b", "", "0", "1", "2", "-", "x/y", "~", "01"];

    private static readonly string[] Values =
        ["1", "1.0", "null", "\"t\"", "{}", "[]", "[1,[2,3]]", """{"a":{"b":[]},"0":"é"}""", "[{},{\"a\":[0]}]"];

    [Fact]
    public void Edit_RandomChanges_AnswersLikeTheModel() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(150),
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), seeds => Run(seeds)));

    private static void Run(int[] seeds)
    {
        Document document = Document.Empty;
        ModelNode model = ModelNode.Of(Value.EmptyObject, 0);
        long revision = 0;
        foreach (int seed in seeds)
        {
            Random random = new(seed);
            revision += random.Next(1, 3);
            string kind = new[] { "set", "set", "insert", "insert", "remove" }[random.Next(5)];
            string[] names = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Names[random.Next(Names.Length)])];
            Value value = ValueFrom(random, document);
            document = Step(document, ref model, kind, names, value, revision);
            if (random.Next(4) == 0)
                document = Restored(document);
            AssertSame(model, document, default, 0);
            Assert.Equal(model.ToString(), document.Root.ToString());
        }
    }

    private static Document Step(
        Document document, ref ModelNode model, string kind, string[] names, Value value, long revision)
    {
        StatePath path = names.Aggregate(StatePath.Root, (parent, name) => parent / name);
        path = revision % 2 == 0 ? path.ToString() : path;
        Edit edit = kind switch
        {
            "set" => document.Set(path, value, revision),
            "insert" => document.Insert(path, value, revision),
            _ => document.Remove(path, revision),
        };
        bool hadSame = document.TryGet(path, out Value before) && before.IsSameText(value) && kind == "set";
        Assert.Equal(hadSame, edit.IsSame && kind == "set");
        if (edit.IsSame)
        {
            Assert.Same(document, edit.Document);
            return document;
        }

        Assert.Equal(model.Edit(kind, names, value, revision), edit.Failure);
        Assert.Equal(
            edit.Failure == ErrorCode.None && (kind == "remove" || document.Find(path).Exists && !IsItemInsert()),
            edit.Existed);
        Assert.Equal(edit.Existed ? before : default, edit.Before);
        return edit.Document;

        bool IsItemInsert() => kind == "insert" && document.Find(path.Parent).Value.Kind == ValueKind.Array;
    }

    private static Value ValueFrom(Random random, Document document)
    {
        if (random.Next(3) > 0)
            return Value.Parse(Values[random.Next(Values.Length)]);
        Value value = document.Root;
        while (value.Count > 0 && random.Next(3) > 0)
        {
            value = value.Kind == ValueKind.Object
                ? value.Members.ElementAt(random.Next(value.Count)).Value
                : value[random.Next(value.Count)];
        }

        // Not the whole document over and over: the test would grow without end.
        return value.ToString().Length < 300 ? value : 0;
    }

    private static Document Restored(Document document)
    {
        using MemoryStream stamps = new();
        StampFormat.Write(document, stamps);
        stamps.WriteByte(0xAA);
        stamps.Position = 0;
        using MemoryStream json = new(System.Text.Encoding.UTF8.GetBytes(document.Root.ToString()));
        Document restored = StampFormat.Read(json, stamps);
        Assert.Equal(stamps.Length - 1, stamps.Position);
        Assert.Equal(document.Revision, restored.Revision);
        return restored;
    }

    private static void AssertSame(ModelNode model, Document document, StatePath path, long arrayShape)
    {
        NodeState found = document.Find(path);
        long shape = found.Value.Node is ContainerNode ? model.Shape : model.Revision;
        Assert.Equal(new NodeState(true, found.Value, model.Revision, shape, arrayShape, ErrorCode.None), found);
        Assert.True(document.TryGet(path, out Value value) && value.Kind == found.Value.Kind);
        if (found.Value.Node is ContainerNode container)
        {
            Assert.Equal(model.Height, container.Height);
            Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(model.ToString()), container.Size);
            Assert.Equal(model.Children.Count(), container.Count);
        }

        if (model.Items is not null)
            arrayShape = Math.Max(arrayShape, model.Shape);
        foreach ((string name, ModelNode child) in model.Children)
            AssertSame(child, document, path / name, arrayShape);
    }
}
