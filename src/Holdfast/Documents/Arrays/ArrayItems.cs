namespace Holdfast.Documents.Arrays;

/// <summary>Walks the items of an array in order.</summary>
internal struct ArrayItems
{
    private readonly ArrayNode _array;
    private ArrayItem[] _leaf = ArrayTree.Empty;
    private int _leafStart;
    private int _next;

    /// <summary>Stands before the first item.</summary>
    public ArrayItems(ArrayNode array) => _array = array;

    /// <summary>The item the walk stands on.</summary>
    public readonly ref readonly ArrayItem Current => ref _leaf[_next - 1 - _leafStart];

    /// <summary>Goes to the next item; false at the end.</summary>
    public bool MoveNext()
    {
        if (_next == _array.Count)
            return false;
        if (_next - _leafStart == _leaf.Length)
            MoveToLeaf();
        _next++;
        return true;
    }

    private void MoveToLeaf()
    {
        if (_next >= _array.TailStart)
        {
            (_leaf, _leafStart) = (_array.Tail, _array.TailStart);
            return;
        }

        object node = _array.Root;
        int rest = _next;
        while (node is ArrayBranch branch)
        {
            int child = branch.IndexOf(rest);
            rest -= branch.StartOf(child);
            node = branch.Children[child];
        }

        _leaf = (ArrayItem[])node;
        _leafStart = _next - rest;
    }
}
