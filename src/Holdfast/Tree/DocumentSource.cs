using Holdfast.Documents;
using Holdfast.Replicas;

namespace Holdfast.Tree;

/// <summary>A tree that is kept in memory, and nowhere else.</summary>
/// <remarks>Threads. Any: a change is made on the document that it found and takes effect only while that is the
/// newest.</remarks>
internal sealed class DocumentSource(Value root) : TreeSource
{
    private Document _document = Document.FromValue(root, revision: 1);

    public override Value Root => Volatile.Read(ref _document).Root;

    public override bool TryGet(StatePath path, out Value value) =>
        Volatile.Read(ref _document).TryGet(path, out value);

    public override T Change<T>(Func<ITreeDraft, T> function)
    {
        while (true)
        {
            Document before = Volatile.Read(ref _document);
            Draft draft = new(before);
            T result = function(draft);
            if (Interlocked.CompareExchange(ref _document, draft.Document, before) == before) return result;
        }
    }

    public override (object Owner, StatePath Path) Place(StatePath path) => (this, path);

    private sealed class Draft(Document document) : ITreeDraft
    {
        public Document Document { get; private set; } = document;

        public bool TryGet(StatePath path, out Value value) => Document.TryGet(path, out value);

        public void Set(StatePath path, Value value) => Take(Document.Set(path, value, Document.Revision + 1));

        public bool Remove(StatePath path)
        {
            if (!Document.TryGet(path, out _)) return false;
            Take(Document.Remove(path, Document.Revision + 1));
            return true;
        }

        private void Take(Edit edit)
        {
            if (edit.Failure != Errors.ErrorCode.None) throw Failures.Of(edit.Failure, edit.Path.ToString());
            Document = edit.Document;
        }
    }
}
