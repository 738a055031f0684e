from chartroom.assess import AnswerBook


def test_an_answer_is_there_when_the_notebook_is_opened_again(tmp_path):
    assert AnswerBook("lesson", tmp_path).put("q1", {"rows": [{"code": "E11.22"}]}, tried=True)
    again = AnswerBook("lesson", tmp_path)
    assert again.get("q1") == {"rows": [{"code": "E11.22"}]}
    assert again.tries("q1") == 1
    assert again.notices == []
